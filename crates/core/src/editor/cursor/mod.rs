//! Where a cursor stands in a document, as far as the document is written.
//!
//! The reader of documents recovers from mistakes so that the rest can be judged; it may take a key that is half written
//! for something else. Here the place of the cursor matters, and what stands around it: which containers it is in, what
//! they hold before and after it, and whether a key or a value belongs where it is. One pass over the tokens tells it,
//! whatever the text is.

mod token;

use std::borrow::Cow;
use std::ops::Range;

use self::token::Next;
pub(super) use self::token::{Token, TokenKind};
use crate::json::MAX_DEPTH;

/// How a cursor is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Aim {
    /// Something is to be written: it belongs to what ends at it.
    Write,
    /// Something is pointed at: it belongs to what begins at it.
    Point,
}

/// What belongs where the cursor stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Role {
    /// The document itself: there is nothing else.
    Document,
    /// A key of the innermost container.
    Key,
    /// A value of the innermost container.
    Value,
    /// Nothing: a value stands there, or the text says too little.
    Nothing,
}

/// A member of an object around the cursor.
#[derive(Debug, Clone)]
pub(super) struct Member<'t> {
    /// Its key.
    pub(super) key: Cow<'t, str>,
    /// Where the key begins.
    pub(super) start: usize,
    /// Its value, where that is a string or a word.
    pub(super) scalar: Option<Cow<'t, str>>,
}

/// How to go down from a container.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Step<'t> {
    /// To the value under a key.
    Key(Cow<'t, str>),
    /// To an item.
    Index(usize),
    /// To something that has neither.
    Nowhere,
}

/// A container around the cursor.
#[derive(Debug, Clone)]
pub(super) struct Frame<'t> {
    /// Whether it is an object, not an array.
    pub(super) is_object: bool,
    /// The step from it towards the cursor.
    pub(super) step: Step<'t>,
    /// What it holds before and after the cursor, where it is an object.
    pub(super) members: Vec<Member<'t>>,
    state: State,
}

impl Frame<'_> {
    /// The text or word under `key`.
    pub(super) fn scalar(&self, key: &str) -> Option<&str> {
        let found = self.members.iter().rev().find(|member| member.key == key);
        found?.scalar.as_deref()
    }
}

/// What a container waits for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    /// A key or an item.
    Open,
    /// A colon.
    AfterKey,
    /// A value under a key.
    AfterColon,
    /// A comma.
    AfterValue,
}

/// The place of a cursor.
#[derive(Debug)]
pub(super) struct Cursor<'t> {
    /// The containers around it, the outermost first.
    pub(super) frames: Vec<Frame<'t>>,
    /// What belongs there.
    pub(super) role: Role,
    /// What is written there already, to be replaced.
    pub(super) token: Option<Token>,
    /// The token after that; none where the text ends.
    pub(super) next: Option<Token>,
    /// Whether that is a key.
    pub(super) next_is_key: bool,
    /// Where a comma is missing before it.
    pub(super) comma: Option<usize>,
}

impl<'t> Cursor<'t> {
    /// Finds the place of a byte offset.
    pub(super) fn at(text: &'t str, offset: usize, aim: Aim) -> Self {
        let mut scan = Scan {
            text,
            offset,
            aim,
            stack: Vec::new(),
            skipped: 0,
            root: State::Open,
            value_end: 0,
            found: None,
            around: 0,
        };
        scan.run();
        scan.found.unwrap_or(Self {
            frames: Vec::new(),
            role: Role::Nothing,
            token: None,
            next: None,
            next_is_key: false,
            comma: None,
        })
    }
}

struct Scan<'t> {
    text: &'t str,
    offset: usize,
    aim: Aim,
    stack: Vec<Frame<'t>>,
    /// Containers that are nested too deep to be told apart.
    skipped: usize,
    /// What the document waits for.
    root: State,
    /// Where the last value ends.
    value_end: usize,
    found: Option<Cursor<'t>>,
    /// How many of the containers around the cursor are still open.
    around: usize,
}

impl Scan<'_> {
    fn run(&mut self) {
        let mut from = 0;
        if self.text.starts_with('\u{feff}') {
            from = '\u{feff}'.len_utf8();
        }
        loop {
            let next = token::next(self.text, from, self.offset);
            if self.found.is_none() && self.reaches(&next) {
                self.find(&next);
            }
            if self.found.is_some() && self.around == 0 {
                return;
            }
            from = match next {
                Next::End => break,
                Next::Comment(range) => range.end,
                Next::Token(token) => {
                    let end = token.range.end;
                    self.take(&token);
                    end
                }
            };
        }
        self.close_to(0);
    }

    /// Whether the cursor stands before or in what comes next.
    fn reaches(&self, next: &Next) -> bool {
        match next {
            Next::End => true,
            // What comes after a comment of one line is the next line's.
            Next::Comment(range) if self.text[range.clone()].starts_with("//") => {
                self.offset <= range.end
            }
            Next::Comment(range) => self.offset < range.end,
            Next::Token(token) if self.touches(token) => true,
            Next::Token(token) => self.offset <= token.range.start,
        }
    }

    fn touches(&self, token: &Token) -> bool {
        token.is_scalar()
            && match self.aim {
                Aim::Write => token.range.start < self.offset && self.offset <= token.range.end,
                Aim::Point => token.range.start <= self.offset && self.offset < token.range.end,
            }
    }

    /// Keeps the place of the cursor, which is before or in what comes next.
    fn find(&mut self, next: &Next) {
        let touched = match next {
            Next::Token(token) if self.touches(token) => Some(token.clone()),
            _ => None,
        };
        let after = match (&touched, next) {
            (Some(token), _) => self.token_from(token.range.end),
            (None, Next::Token(token)) => Some(token.clone()),
            (None, Next::Comment(range)) => self.token_from(range.end),
            (None, Next::End) => None,
        };
        let in_comment = matches!(next, Next::Comment(range) if range.start < self.offset);
        let role = if in_comment || self.skipped > 0 {
            Role::Nothing
        } else {
            self.role(touched.as_ref(), after.as_ref())
        };
        let state = self.stack.last().map_or(self.root, |frame| frame.state);
        let comma = (state == State::AfterValue && role != Role::Nothing).then_some(self.value_end);
        self.around = self.stack.len();
        let frames = self.stack.iter().map(|frame| Frame {
            step: frame.step.clone(),
            members: Vec::new(),
            ..*frame
        });
        self.found = Some(Cursor {
            frames: frames.collect(),
            role,
            token: touched,
            next_is_key: after.as_ref().is_some_and(|token| self.is_key(token)),
            next: after,
            comma,
        });
    }

    /// The next token, over comments.
    fn token_from(&self, mut from: usize) -> Option<Token> {
        loop {
            from = match token::next(self.text, from, self.offset) {
                Next::Token(token) => return Some(token),
                Next::Comment(range) => range.end,
                Next::End => return None,
            };
        }
    }

    fn role(&self, touched: Option<&Token>, after: Option<&Token>) -> Role {
        let Some(frame) = self.stack.last() else {
            return match (self.root, touched, after) {
                (State::Open, Some(_), _) | (State::Open, None, None) => Role::Document,
                _ => Role::Nothing,
            };
        };
        let before_colon = after.is_some_and(|token| token.kind == TokenKind::Sign(b':'));
        match (frame.is_object, frame.state) {
            (false, State::Open | State::AfterValue) => Role::Value,
            (true, State::Open | State::AfterValue) => Role::Key,
            // The value is missing, and this is the next key.
            (true, State::AfterColon) if touched.is_some() && before_colon => Role::Key,
            (true, State::AfterColon) if touched.is_some() => Role::Value,
            (true, State::AfterColon) => match after {
                Some(token) if token.begins_value() && !self.is_key(token) => Role::Nothing,
                _ => Role::Value,
            },
            _ => Role::Nothing,
        }
    }

    /// Whether a token is a key: a colon follows it.
    fn is_key(&self, token: &Token) -> bool {
        token.is_scalar() && token::peek(self.text, token.range.end) == Some(b':')
    }

    fn take(&mut self, token: &Token) {
        match token.kind {
            TokenKind::Sign(open @ (b'{' | b'[')) => {
                if self.stack.len() >= MAX_DEPTH {
                    self.skipped += 1;
                    return;
                }
                self.begin_value();
                self.stack.push(Frame {
                    is_object: open == b'{',
                    step: if open == b'{' {
                        Step::Nowhere
                    } else {
                        Step::Index(0)
                    },
                    members: Vec::new(),
                    state: State::Open,
                });
            }
            TokenKind::Sign(close @ (b'}' | b']')) => {
                self.value_end = token.range.end;
                if self.skipped > 0 {
                    self.skipped -= 1;
                    return;
                }
                // What closes nothing is passed by; what closes something further out closes all inside it.
                let closes = |frame: &Frame<'_>| frame.is_object == (close == b'}');
                if let Some(place) = self.stack.iter().rposition(closes) {
                    self.close_to(place);
                }
            }
            _ if self.skipped > 0 => {}
            TokenKind::Sign(b',') => {
                if let Some(frame) = self.stack.last_mut() {
                    frame.state = State::Open;
                    frame.step = match frame.step {
                        Step::Index(index) => Step::Index(index + 1),
                        _ => Step::Nowhere,
                    };
                }
            }
            TokenKind::Sign(_) => self.colon(),
            TokenKind::String | TokenKind::Word => {
                self.scalar(token);
                self.value_end = token.range.end;
            }
        }
    }

    /// A value begins in the innermost container.
    fn begin_value(&mut self) {
        let Some(frame) = self.stack.last_mut() else {
            self.root = State::AfterValue;
            return;
        };
        if frame.is_object {
            if frame.state != State::AfterColon {
                frame.step = Step::Nowhere;
            }
        } else if let (State::AfterValue, Step::Index(index)) = (frame.state, &mut frame.step) {
            *index += 1;
        }
        frame.state = State::AfterValue;
    }

    fn colon(&mut self) {
        let Some(frame) = self.stack.last_mut() else {
            return;
        };
        if frame.is_object && frame.state == State::AfterKey {
            frame.state = State::AfterColon;
        }
    }

    fn scalar(&mut self, token: &Token) {
        let is_key = self.is_key(token);
        let Some(frame) = self.stack.last_mut() else {
            self.root = State::AfterValue;
            return;
        };
        let waits_for_value = !frame.is_object || frame.state == State::AfterColon;
        if waits_for_value && !(frame.is_object && is_key) {
            if let Some(member) = frame.members.last_mut().filter(|_| frame.is_object) {
                member.scalar = Some(token.content(self.text));
            }
            return self.begin_value();
        }
        let key = token.content(self.text);
        frame.step = Step::Key(key.clone());
        frame.state = State::AfterKey;
        if is_key {
            frame.members.push(Member {
                key,
                start: token.range.start,
                scalar: None,
            });
        }
    }

    /// Closes containers until `depth` are left.
    fn close_to(&mut self, depth: usize) {
        while self.stack.len() > depth {
            let Some(frame) = self.stack.pop() else {
                return;
            };
            let place = self.stack.len();
            if let Some(found) = self.found.as_mut().filter(|_| place < self.around)
                && let Some(around) = found.frames.get_mut(place)
            {
                around.members = frame.members;
                self.around = place;
            }
        }
        match self.stack.last_mut() {
            Some(frame) => frame.state = State::AfterValue,
            None => self.root = State::AfterValue,
        }
    }
}

/// The bytes that are replaced: what is written at the cursor, or nothing.
pub(super) fn replaced(cursor: &Cursor<'_>, offset: usize) -> Range<usize> {
    match &cursor.token {
        Some(token) => token.range.clone(),
        None => offset..offset,
    }
}
