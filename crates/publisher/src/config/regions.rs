//! Where Genesys Cloud runs: regions and their domains, as the official SDKs list them.

use preflight_core::shape::nearest;

/// A region and the domain that its hosts are below: `api.<domain>`, `login.<domain>`.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Region {
    pub(crate) name: &'static str,
    pub(crate) domain: &'static str,
}

const fn region(name: &'static str, domain: &'static str) -> Region {
    Region { name, domain }
}

/// Every region, from `purecloud_region_hosts.py` of `PureCloudPlatformClientV2` 269.0.0.
pub(crate) const ALL: &[Region] = &[
    region("us-east-1", "mypurecloud.com"),
    region("us-east-2", "use2.us-gov-pure.cloud"),
    region("us-west-2", "usw2.pure.cloud"),
    region("ca-central-1", "cac1.pure.cloud"),
    region("mx-central-1", "mxc1.pure.cloud"),
    region("sa-east-1", "sae1.pure.cloud"),
    region("eu-west-1", "mypurecloud.ie"),
    region("eu-west-2", "euw2.pure.cloud"),
    region("eu-central-1", "mypurecloud.de"),
    region("eu-central-2", "euc2.pure.cloud"),
    region("eusc-de-east-1", "edee1.eusc-pure.cloud"),
    region("me-central-1", "mec1.pure.cloud"),
    region("ap-south-1", "aps1.pure.cloud"),
    region("ap-northeast-1", "mypurecloud.jp"),
    region("ap-northeast-2", "apne2.pure.cloud"),
    region("ap-northeast-3", "apne3.pure.cloud"),
    region("ap-southeast-1", "apse1.pure.cloud"),
    region("ap-southeast-2", "mypurecloud.com.au"),
];

/// The domain of an environment given as region or domain.
///
/// A domain that is not in the table is refused, since credentials would be sent to whoever owns it; a new region can
/// be reached by its two URLs.
pub(crate) fn domain(environment: &str) -> Result<&'static str, String> {
    let wanted = environment.to_ascii_lowercase();
    ALL.iter()
        .find(|region| region.name == wanted || region.domain == wanted)
        .map(|region| region.domain)
        .ok_or_else(|| unknown(environment))
}

fn unknown(environment: &str) -> String {
    let bare = ["https://", "api.", "login.", "apps."]
        .iter()
        .fold(environment, |name, prefix| {
            name.strip_prefix(prefix).unwrap_or(name)
        });
    let known = || ALL.iter().flat_map(|region| [region.name, region.domain]);
    let mut near: Vec<&str> = known().filter(|name| *name == bare).collect();
    near.extend(nearest(bare, ALL.iter().map(|region| region.name)));
    near.extend(nearest(bare, ALL.iter().map(|region| region.domain)));
    near.dedup();
    let quoted: Vec<String> = near.iter().map(|name| format!("\"{name}\"")).collect();
    if quoted.is_empty() {
        let names: Vec<&str> = ALL.iter().map(|region| region.name).collect();
        format!(
            "\"{environment}\" is no region and no domain of one; the regions are {}. A region that is not listed is \
             reached by api-url and login-url",
            names.join(", ")
        )
    } else {
        format!(
            "\"{environment}\" is no region and no domain of one; did you mean {}?",
            quoted.join(" or ")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn regions_and_domains_name_the_same_place() {
        assert_eq!(ALL.len(), 18);
        for region in ALL {
            assert_eq!(domain(region.name), Ok(region.domain));
            assert_eq!(domain(region.domain), Ok(region.domain));
        }
        assert_eq!(domain("EU-West-1"), Ok("mypurecloud.ie"));
    }

    #[test]
    fn mistakes_name_what_is_near() {
        for (environment, near) in [
            ("us-est-1", "\"us-east-1\""),
            ("mypurecloud.con", "\"mypurecloud.com\""),
            ("https://api.mypurecloud.de", "\"mypurecloud.de\""),
            ("production", "us-east-1, us-east-2"),
        ] {
            let message = domain(environment).expect_err("unknown");
            assert!(message.contains(near), "{message}");
            assert!(message.contains(environment), "{message}");
        }
    }
}
