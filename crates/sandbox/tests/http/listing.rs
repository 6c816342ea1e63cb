//! Paging and the channel filter.

use serde_json::{Value, json};

use crate::samples::{CHANNEL, CONFIGURATION, with};
use crate::{CHANNELS, CONFIGURATIONS, Session};

async fn names(session: &Session, query: &str) -> Vec<String> {
    let (status, page) = session.get(&format!("{CHANNELS}?{query}")).await;
    assert_eq!(status, 200, "{page}");
    page["entities"]
        .as_array()
        .expect("entities")
        .iter()
        .filter_map(|entity| entity["name"].as_str().map(str::to_owned))
        .collect()
}

#[tokio::test]
async fn a_listing_comes_in_pages() {
    let session = Session::start().await;
    let (_, empty) = session.get(CONFIGURATIONS).await;
    assert_eq!(
        empty,
        json!({"entities": [], "pageSize": 25, "pageNumber": 1, "total": 0, "pageCount": 0})
    );
    for number in 0..26 {
        let body = with(CONFIGURATION, "/widgetId", json!(format!("w{number}")));
        assert_eq!(session.post(CONFIGURATIONS, body).await.0, 200);
    }
    for (query, first, count, page_count) in [
        ("", Some("w0"), 25, 2),
        ("?pageNumber=2", Some("w25"), 1, 2),
        ("?pageSize=10&pageNumber=3", Some("w20"), 6, 3),
        ("?pageSize=26", Some("w0"), 26, 1),
        ("?pageNumber=3", None, 0, 2),
        ("?pageSize=500&pageNumber=18446744073709551615", None, 0, 1),
    ] {
        let (status, page) = session.get(&format!("{CONFIGURATIONS}{query}")).await;
        assert_eq!(status, 200, "{query}");
        let entities = page["entities"].as_array().expect("entities");
        assert_eq!(entities.len(), count, "{query}");
        let seen = entities.first().map(|entity| &entity["widgetId"]);
        assert_eq!(seen.and_then(Value::as_str), first, "{query}");
        assert_eq!(page["total"], 26, "{query}");
        assert_eq!(page["pageCount"], page_count, "{query}");
    }
}

#[tokio::test]
async fn a_page_that_cannot_be_is_refused() {
    let session = Session::start().await;
    for (query, field) in [
        ("pageSize=0", "pageSize"),
        ("pageSize=501", "pageSize"),
        ("pageNumber=0", "pageNumber"),
    ] {
        let (status, body) = session.get(&format!("{CONFIGURATIONS}?{query}")).await;
        assert_eq!(status, 400, "{query}");
        assert_eq!(body["details"][0]["fieldName"], field, "{query}");
    }
    for query in ["pageSize=many", "pageSize=-1", "page=2"] {
        let (status, body) = session.get(&format!("{CONFIGURATIONS}?{query}")).await;
        assert_eq!(
            (status, body["code"].as_str()),
            (400, Some("bad.request")),
            "{query}"
        );
    }
}

#[tokio::test]
async fn the_name_filter_contains_and_ignores_case() {
    let session = Session::start().await;
    for name in ["Support EU", "support", "Sales", "Support"] {
        let body = with(CHANNEL, "/name", json!(name));
        assert_eq!(session.post(CHANNELS, body).await.0, 200);
    }
    assert_eq!(
        names(&session, "name=SUPPORT").await,
        ["Support EU", "support", "Support"]
    );
    assert_eq!(
        names(&session, "name=Support&pageSize=1&pageNumber=3").await,
        ["Support"]
    );
    assert_eq!(names(&session, "name=Support%20EU").await, ["Support EU"]);
    assert_eq!(names(&session, "name=Nobody").await, [""; 0]);
    assert_eq!(names(&session, "pageSize=500").await.len(), 4);
}
