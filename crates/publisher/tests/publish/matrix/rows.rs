//! The table of all rows: what goes wrong, what is to happen, and the tests that hold it.

/// Whether the program does what a row expects.
#[derive(Debug, Clone, Copy)]
pub(super) enum Verdict {
    /// It does.
    Held,
    /// It does something else, for a reason.
    Otherwise(&'static str),
    /// It cannot come to that here.
    NotApplicable(&'static str),
}

/// One row.
#[derive(Debug, Clone, Copy)]
pub(super) struct Row {
    pub(super) number: usize,
    pub(super) fault: &'static str,
    pub(super) expected: &'static str,
    /// Module and function, below the tests of `publish`.
    pub(super) tests: &'static [&'static str],
    pub(super) verdict: Verdict,
}

const fn held(
    number: usize,
    fault: &'static str,
    expected: &'static str,
    tests: &'static [&'static str],
) -> Row {
    Row {
        number,
        fault,
        expected,
        tests,
        verdict: Verdict::Held,
    }
}

const fn but(verdict: Verdict, row: Row) -> Row {
    Row { verdict, ..row }
}

/// Every row, by number.
pub(super) const ROWS: &[Row] = &[
    held(
        1,
        "429 with `Retry-After: 7`",
        "All that share the limit wait for at least 7 s, then up to a second more at random.",
        &["matrix::throttling::row_01_throttled_for_seconds"],
    ),
    held(
        2,
        "429 with an HTTP-date, in each of its three formats",
        "The date is waited for; one that is past is no wait, so the usual backoff follows.",
        &["matrix::throttling::row_02_throttled_until_a_date"],
    ),
    held(
        3,
        "429 with no `Retry-After`, or one that cannot be read",
        "Exponential backoff from 1 s, with full jitter.",
        &["matrix::throttling::row_03_throttled_without_a_word"],
    ),
    held(
        4,
        "429 with `Retry-After: 3600`",
        "The batch stops with exit code 5 and says when to come back; `resume` finishes it.",
        &["matrix::throttling::row_04_throttled_for_an_hour"],
    ),
    held(
        5,
        "503 with `Retry-After`",
        "It is waited for before a creation is looked for, and before anything is sent again.",
        &["matrix::throttling::row_05_unavailable_for_seconds"],
    ),
    held(
        6,
        "500",
        "A creation is looked for, and sent once more where it is absent; look-ups and updates are repeated; a card is \
         reported as ambiguous.",
        &["matrix::server_errors::row_06_internal_error"],
    ),
    held(
        7,
        "502 or 504, again and again",
        "A creation as with 500, but only looked for after a 504; the breaker opens, sends nothing, probes once, closes.",
        &[
            "matrix::server_errors::row_07_bad_gateway",
            "outages::a_service_that_is_away_is_left_alone_until_one_request_finds_it_back",
        ],
    ),
    held(
        8,
        "501 or 505",
        "No second attempt.",
        &["matrix::server_errors::row_08_never_supported"],
    ),
    held(
        9,
        "400 or 422",
        "No second attempt; fields are shown where they are in the source.",
        &["matrix::refusals::row_09_invalid_payload"],
    ),
    held(
        10,
        "401 once",
        "The token is renewed once for all, and the request sent again.",
        &[
            "matrix::authorisation::row_10_token_refused_once",
            "authorisation::a_withdrawn_token_is_renewed_once_for_all",
        ],
    ),
    held(
        11,
        "401 for a fresh token as well",
        "The batch stops with exit code 4, and nothing else is sent.",
        &["matrix::authorisation::row_11_token_refused_twice"],
    ),
    held(
        12,
        "403 because the client lacks a scope",
        "The item fails; as every other would, the batch stops; the scope is named.",
        &["matrix::authorisation::row_12_missing_scope"],
    ),
    held(
        13,
        "404 of an update",
        "Failed, no second attempt.",
        &["matrix::refusals::row_13_unknown_participant"],
    ),
    held(
        14,
        "408",
        "A creation is looked for, and sent once more where it is absent.",
        &["matrix::refusals::row_14_request_timeout"],
    ),
    held(
        15,
        "409, the server holds the same",
        "Already published.",
        &["matrix::refusals::row_15_somebody_was_faster_with_the_same"],
    ),
    held(
        16,
        "409, the server holds something else",
        "A conflict: nothing is renamed and nothing overwritten.",
        &["matrix::refusals::row_16_the_name_is_taken_by_another"],
    ),
    but(
        Verdict::NotApplicable(
            "The API has no versions and no updates of content, so there is nothing to read again and to base a change \
             on. What has changed since a plan was made is row 45.",
        ),
        held(
            17,
            "412",
            "Failed, no second attempt.",
            &["matrix::refusals::row_17_precondition_failed"],
        ),
    ),
    held(
        18,
        "The name of the service is not found",
        "Tried again: nothing was sent.",
        &["matrix::transport::row_18_name_not_found"],
    ),
    held(
        19,
        "The connection is refused",
        "Tried again: nothing was sent.",
        &["matrix::transport::row_19_connection_refused"],
    ),
    held(
        20,
        "The certificate is bad",
        "Failed, no second attempt, nothing sent.",
        &[
            "matrix::transport::row_20_bad_certificate",
            "tls::without_a_way_to_the_platform_cause_and_next_step_are_told",
        ],
    ),
    but(
        Verdict::Otherwise(
            "What of a request was read before a reset cannot be known by who sent it, so a creation is looked for \
             before it is sent again.",
        ),
        held(
            21,
            "The connection is reset before the request is read",
            "Sent again.",
            &["matrix::transport::row_21_reset_before_the_request_is_read"],
        ),
    ),
    held(
        22,
        "The connection is reset after the request and before its answer",
        "Looked for; one object; a card is reported as ambiguous.",
        &["matrix::transport::row_22_reset_before_the_answer"],
    ),
    held(
        23,
        "No answer in time",
        "Looked for, and never sent again, since it may still be on its way.",
        &["matrix::transport::row_23_no_answer_in_time"],
    ),
    held(
        24,
        "The answer breaks off",
        "Looked for, for its id; no second creation.",
        &["matrix::answers::row_24_answer_cut_off"],
    ),
    held(
        25,
        "201 with something else than JSON, or without an id",
        "Looked for, for its id; no second creation.",
        &["matrix::answers::row_25_success_without_an_id"],
    ),
    but(
        Verdict::Otherwise(
            "A creation is handled as with 502. A look-up is not repeated: a sign-in page does not go away by asking \
             again.",
        ),
        held(
            26,
            "200 with a page of a proxy",
            "No success; as 502.",
            &["matrix::answers::row_26_page_of_a_proxy"],
        ),
    ),
    held(
        27,
        "The answer comes a byte at a time",
        "The time for a request ends it all the same, and a look-up is repeated.",
        &["matrix::transport::row_27_answer_by_drops"],
    ),
    held(
        28,
        "An idle connection is closed as a request is sent",
        "Another one is made where nothing was sent, else the request's fate is unknown.",
        &["matrix::transport::row_28_idle_connection_closed_at_send"],
    ),
    but(
        Verdict::NotApplicable(
            "The program speaks HTTP/1.1 only, also with a server that would rather not.",
        ),
        held(
            29,
            "HTTP/2 GOAWAY or REFUSED_STREAM",
            "Sent again without spending an attempt.",
            &["matrix::transport::row_29_http_2_is_not_spoken"],
        ),
    ),
    held(
        30,
        "A redirect to another host",
        "Not followed; no credentials are sent there.",
        &["matrix::transport::row_30_redirect_to_another_host"],
    ),
    held(
        31,
        "The clock jumps by an hour",
        "Pace, waits and a token's time go by the monotonic clock; limits shared with other publishers by the machine's, of \
         which no jump makes any wait longer than a window.",
        &["matrix::local::row_31_the_clock_jumps"],
    ),
    held(
        32,
        "A token expires during the batch",
        "It is renewed early; no request fails.",
        &["guide_faults::a_token_that_expires_on_the_way_is_renewed_before_it_does"],
    ),
    held(
        33,
        "The login service answers 429 or 500, or slowly",
        "One request at a time asks for a token, with backoff; the batch waits.",
        &["matrix::authorisation::row_33_login_service_in_trouble"],
    ),
    held(
        34,
        "`kill -9` at every transition of the journal",
        "After `resume` each object is there once, and cards that may have arrived are reported.",
        &[
            "killed::killed_at_every_write_of_the_journal",
            "killed::killed_at_every_write_to_a_socket_or_the_audit",
        ],
    ),
    held(
        35,
        "`kill -9` in a line of the audit",
        "The torn line is found and sealed; the chain verifies.",
        &[
            "proof::a_line_that_a_crash_cut_off_is_sealed_by_the_next_publish",
            "killed::killed_at_every_write_to_a_socket_or_the_audit",
        ],
    ),
    held(
        36,
        "The disk is full, or does not synchronise",
        "Nothing is sent that cannot be written down first; exit code 2.",
        &[
            "killed::what_cannot_be_made_durable_is_not_sent",
            "operation::what_cannot_be_written_down_is_not_sent",
        ],
    ),
    held(
        37,
        "Two publishers with one batch, or several with one limit",
        "Nothing is sent twice. They use the limit up together, and none is refused, even where one is killed.",
        &[
            "journal::two_publishers_of_one_journal_send_nothing_twice",
            "shared_limit::publishers_that_start_together_use_the_limit_up_and_are_not_refused_once",
            "shared_limit::what_a_killed_publisher_would_have_sent_is_there_for_the_others",
        ],
    ),
    held(
        38,
        "A widget is created and not activated",
        "`resume` activates it, and creates no second one.",
        &["matrix::batch::row_38_created_and_not_activated"],
    ),
    held(
        39,
        "The preview fails, or never ends",
        "The publish stays good; the preview is looked at a bounded number of times.",
        &["matrix::batch::row_39_preview_that_does_not_end_well"],
    ),
    held(
        40,
        "The webhook is there already; a receiver is away",
        "The webhook is used again, never doubled; the message is owed, and told by the next run.",
        &[
            "matrix::batch::row_40_the_webhook_is_there",
            "side_effects::the_webhook_is_registered_once_however_many_need_it",
            "hooks::an_event_that_nobody_heard_is_told_by_the_next_run",
        ],
    ),
    held(
        41,
        "One participant is throttled",
        "Only that one waits; the others go on.",
        &["matrix::batch::row_41_one_participant_is_throttled"],
    ),
    held(
        42,
        "The server allows 180 a minute, and the settings 300",
        "No request is refused.",
        &["matrix::batch::row_42_a_lower_limit_than_the_settings_say"],
    ),
    held(
        43,
        "SIGINT or SIGTERM",
        "What was begun is finished; exit code 130 or 143; a second signal ends it at once; `resume` does the rest.",
        &[
            "matrix::local::row_43_stopped_by_a_signal",
            "interruption::the_second_signal_ends_it_and_says_what_is_uncertain",
        ],
    ),
    held(
        44,
        "A third of all requests of 300 items is answered with 500",
        "Retries stay within a tenth of the traffic and a reserve; nothing is doubled; a later run brings the rest.",
        &["outages::a_third_of_failures_makes_no_storm_and_doubles_nothing"],
    ),
    held(
        45,
        "The server has changed since the plan was made",
        "`apply` refuses with exit code 7, and nothing is sent.",
        &["plan::whatever_changed_since_makes_a_plan_stale"],
    ),
    held(
        46,
        "A secret in the words of the server or in a URL",
        "It is in no log, audit, journal or report.",
        &[
            "secrecy::neither_values_nor_credentials_are_seen_in_what_a_publish_leaves_behind",
            "journal::nothing_secret_is_in_the_journal",
        ],
    ),
];
