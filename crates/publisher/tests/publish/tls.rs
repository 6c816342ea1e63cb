//! Encrypted connections and proxies: what a person is told where there is no way to the platform.

use std::net::TcpListener;
use std::path::PathBuf;
use std::process::Command;

use serde_json::json;

use crate::certificates::Authority;
use crate::manifests::Folder;
use crate::support::{Run, SECRET, Sandbox, all, for_people, preflight, steady};
use crate::tunnel::{Connect, Proxy};

const API: &str = "api.mypurecloud.com";
const LOGIN: &str = "login.mypurecloud.com";

/// The program publishing to the platform, and trusting this authority.
fn publish(folder: &Folder, trusted: &Authority) -> Command {
    let mut command = preflight();
    command
        .args(["publish", "--format", "human"])
        .arg(".")
        .current_dir(folder.path())
        .env("PREFLIGHT_CA_CERTIFICATE", trusted.file())
        .env("GENESYS_CLIENT_ID", "sandbox-client")
        .env("GENESYS_CLIENT_SECRET", SECRET);
    command
}

/// A port that nobody listens on.
fn closed() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
    listener.local_addr().expect("an address").to_string()
}

#[test]
fn a_batch_is_published_through_a_proxy_to_servers_of_an_own_authority() {
    let sandbox = Sandbox::start();
    let own = Authority::new();
    let (api, login) = (own.server(API), own.server(LOGIN));
    let base_url = sandbox.base_url.clone();
    let proxy = Proxy::start(move |host| match host {
        API => Connect::To(api.clone(), base_url.clone()),
        LOGIN => Connect::To(login.clone(), base_url.clone()),
        _ => Connect::Refuse(403),
    });
    let folder = Folder::of("channel");
    let address = proxy
        .url
        .replace("http://", "http://robot:planted-secret-7Q@");
    let mut command = publish(&folder, &own);
    command
        .env("GENESYS_CLIENT_SECRET", "sandbox-secret")
        .env("PREFLIGHT_PROXY", &address)
        // What was chosen for the program goes before what holds for the machine, also where that makes exceptions.
        .env("HTTPS_PROXY", "http://127.0.0.1:9")
        .env("NO_PROXY", "*");
    let run = Run::of(&mut command);
    assert_eq!((run.exit, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    assert_eq!(sandbox.objects().len(), 1);
    assert_eq!(
        proxy.targets(),
        [format!("CONNECT {API}:443"), format!("CONNECT {LOGIN}:443")]
    );
    for request in proxy.seen() {
        assert_eq!(
            request.header("Proxy-Authorization"),
            // robot:planted-secret-7Q
            Some("Basic cm9ib3Q6cGxhbnRlZC1zZWNyZXQtN1E="),
        );
    }
    // Nobody behind the proxy is told how to get through it.
    assert!(!sandbox.state().to_string().contains("planted-secret"));
    assert!(!sandbox.state().to_string().contains("cm9ib3Q6"));
}

#[test]
fn a_proxy_may_be_spoken_to_over_tls() {
    let sandbox = Sandbox::start();
    let own = Authority::new();
    let (api, login) = (own.server(API), own.server(LOGIN));
    let base_url = sandbox.base_url.clone();
    let proxy = Proxy::encrypted(own.server("127.0.0.1"), move |host| match host {
        API => Connect::To(api.clone(), base_url.clone()),
        _ => Connect::To(login.clone(), base_url.clone()),
    });
    let folder = Folder::of("channel");
    let mut command = publish(&folder, &own);
    command
        .env("GENESYS_CLIENT_SECRET", "sandbox-secret")
        .env("PREFLIGHT_PROXY", &proxy.url);
    let run = Run::of(&mut command);
    assert_eq!((run.exit, run.stderr.as_str()), (Some(0), ""), "{run:?}");
    assert_eq!(proxy.targets().len(), 2);
}

#[test]
fn a_chosen_proxy_is_used_for_this_machine_too_and_one_of_the_environment_is_not() {
    let sandbox = Sandbox::start();
    let folder = Folder::of("channel");
    let proxy = Proxy::start(|_| Connect::Refuse(418));
    let mut command = sandbox.publish(&[folder.path()]);
    command.env("http_proxy", &proxy.url);
    Run::of(&mut command).expect(0, "published");
    assert!(proxy.seen().is_empty());
    let mut command = sandbox.publish(&[folder.path()]);
    let item = Run::of(command.args(["--proxy", &proxy.url])).expect(3, "failed");
    assert_eq!(item["error"]["status"], json!(418));
    let target = format!(
        "POST {}/oauth/token",
        sandbox.base_url.trim_end_matches('/')
    );
    assert_eq!(
        proxy.targets(),
        [target],
        "plain HTTP is asked of the proxy itself"
    );
    // What runs inside the program is reached without it.
    let own = Authority::new();
    let mut command = publish(&folder, &own);
    let run = Run::of(command.args(["--sandbox", "--proxy", &proxy.url]));
    assert_eq!(run.exit, Some(0), "{run:?}");
}

#[test]
fn without_a_way_to_the_platform_cause_and_next_step_are_told() {
    let (trusted, other) = (Authority::new(), Authority::new());
    let sandbox = Sandbox::start();
    let to_sandbox = |host: &str, authority: &Authority| {
        Connect::To(authority.server(host), sandbox.base_url.clone())
    };
    let good_login = to_sandbox(LOGIN, &trusted);
    let good_api = to_sandbox(API, &trusted);
    let expired = Connect::To(trusted.expired(API), sandbox.base_url.clone());
    let cases: Vec<(&str, i32, Connect, Connect)> = vec![
        (
            "unknown-authority",
            3,
            to_sandbox(LOGIN, &other),
            good_api.clone(),
        ),
        (
            "unknown-authority-of-the-api",
            3,
            good_login.clone(),
            to_sandbox(API, &other),
        ),
        ("expired", 3, good_login.clone(), expired),
        (
            "another-host",
            3,
            to_sandbox("login.example.com", &trusted),
            good_api.clone(),
        ),
        ("proxy-wants-a-password", 4, Connect::Refuse(407), good_api),
        (
            "proxy-forbids-the-api",
            5,
            good_login.clone(),
            Connect::Refuse(403),
        ),
        (
            "proxy-forbids-the-login",
            5,
            Connect::Refuse(403),
            good_login,
        ),
    ];
    all(cases, |(name, exit, login, api)| {
        let proxy = Proxy::start(move |host| match host {
            LOGIN => login.clone(),
            _ => api.clone(),
        });
        let folder = Folder::of("channel");
        let mut command = publish(&folder, &trusted);
        command
            .env("GENESYS_CLIENT_SECRET", "sandbox-secret")
            .env("PREFLIGHT_PROXY", &proxy.url);
        told(name, exit, &mut command);
    });
    assert!(sandbox.objects().is_empty());
}

#[test]
fn where_nobody_answers_cause_and_next_step_are_told() {
    let system = Authority::new();
    let nobody = format!("https://{}", closed());
    let nowhere = "https://nothing.invalid".to_owned();
    let proxy = format!("http://{}", closed());
    let cases = [
        ("server-down", "GENESYS_LOGIN_URL", nobody),
        ("name-not-found", "GENESYS_LOGIN_URL", nowhere),
        ("proxy-down", "PREFLIGHT_PROXY", proxy),
    ];
    all(cases, |(name, variable, value)| {
        let folder = Folder::of("channel");
        let mut command = publish(&folder, &system);
        told(name, 5, command.env(variable, value));
    });
}

/// The only system whose certificates a variable can replace.
#[cfg(target_os = "linux")]
#[test]
fn own_certificates_are_trusted_besides_the_systems() {
    let sandbox = Sandbox::start();
    let (system, own) = (Authority::new(), Authority::new());
    let (api, login) = (own.server(API), system.server(LOGIN));
    let base_url = sandbox.base_url.clone();
    let proxy = Proxy::start(move |host| match host {
        API => Connect::To(api.clone(), base_url.clone()),
        _ => Connect::To(login.clone(), base_url.clone()),
    });
    let folder = Folder::of("channel");
    let mut command = publish(&folder, &own);
    command
        .env("GENESYS_CLIENT_SECRET", "sandbox-secret")
        .env("PREFLIGHT_PROXY", &proxy.url);
    let system_has =
        |command: &mut Command, file: PathBuf| Run::of(command.env("SSL_CERT_FILE", file)).exit;
    assert_eq!(system_has(&mut command, own.file()), Some(3));
    assert_eq!(system_has(&mut command, system.file()), Some(0));
    assert_eq!(sandbox.objects().len(), 1);
}

/// Likewise.
#[cfg(target_os = "linux")]
#[test]
fn a_machine_without_certificates_is_told_what_to_do() {
    let folder = Folder::of("channel");
    let own = Authority::new();
    let proxy = Proxy::start(|_| Connect::Refuse(407));
    let mut command = publish(&folder, &own);
    command
        .env("SSL_CERT_FILE", folder.path().join("none.pem"))
        .env("PREFLIGHT_PROXY", &proxy.url);
    assert_eq!(Run::of(&mut command).exit, Some(4), "its own are enough");
    told(
        "no-certificates",
        2,
        command.env("PREFLIGHT_CA_CERTIFICATE", ""),
    );
}

#[track_caller]
fn told(name: &str, exit: i32, command: &mut Command) {
    let run = Run::of(command);
    assert_eq!(run.exit, Some(exit), "{name}: {run:?}");
    steady().bind(|| insta::assert_snapshot!(name, for_people(&run)));
}
