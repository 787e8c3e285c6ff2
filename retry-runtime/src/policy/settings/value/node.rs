//! A value as it was written. It takes in anything, so that one value of the wrong type does not hide what
//! else is wrong.

use core::fmt;

use serde_core::de::{Deserialize, Deserializer, MapAccess, SeqAccess, Visitor};
use serde_core::ser::{Serialize, SerializeMap, Serializer};

#[derive(Clone, Debug, PartialEq)]
pub enum Node {
    Null,
    Bool(bool),
    Integer(i128),
    Float(f64),
    Text(String),
    List(Vec<Node>),
    /// In the order of the text, with keys that are there twice.
    Table(Vec<(String, Node)>),
}

impl Node {
    /// A variable or flag is text, and says by its looks what it is.
    pub(super) fn from_plain(text: &str) -> Self {
        let looks_like_a_number = text.starts_with(|first: char| "+-.0123456789".contains(first));
        match text {
            "true" => Self::Bool(true),
            "false" => Self::Bool(false),
            _ if !looks_like_a_number => Self::Text(text.to_owned()),
            _ => match (text.parse(), text.parse()) {
                (Ok(integer), _) => Self::Integer(integer),
                (_, Ok(float)) => Self::Float(float),
                _ => Self::Text(text.to_owned()),
            },
        }
    }

    /// What it is as a whole number, which `5.0` is too, as in a JSON Schema.
    #[expect(
        clippy::cast_possible_truncation,
        reason = "whole, and far below the largest integer"
    )]
    pub(super) fn whole(&self) -> Option<i128> {
        const EXACT: f64 = 9_007_199_254_740_992.0;
        match self {
            Self::Integer(integer) => Some(*integer),
            Self::Float(float) if float.fract() == 0.0 && float.abs() <= EXACT => {
                Some(*float as i128)
            }
            _ => None,
        }
    }

    /// What it is as a number.
    #[expect(
        clippy::cast_precision_loss,
        reason = "far beyond any range where it matters"
    )]
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            Self::Integer(integer) => Some(*integer as f64),
            Self::Float(float) => Some(*float),
            _ => None,
        }
    }
}

/// What is shown of a long text: the beginning, or `None` if it is short.
pub fn beginning(text: &str) -> Option<&str> {
    const SHOWN: usize = 60;
    let (end, _) = text.char_indices().nth(SHOWN)?;
    Some(&text[..end])
}

/// As JSON and TOML have it, cut short where it is long.
impl fmt::Display for Node {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Null => f.write_str("null"),
            Self::Bool(bool) => bool.fmt(f),
            Self::Integer(integer) => integer.fmt(f),
            Self::Float(float) => write!(f, "{float:?}"),
            Self::Text(text) => match beginning(text) {
                Some(beginning) => write!(f, "{beginning:?}.."),
                None => write!(f, "{text:?}"),
            },
            Self::List(list) => {
                f.write_str("[")?;
                for (index, node) in list.iter().enumerate().take(8) {
                    write!(f, "{}{node}", if index == 0 { "" } else { ", " })?;
                }
                f.write_str(if list.len() > 8 { ", ..]" } else { "]" })
            }
            Self::Table(table) if table.is_empty() => f.write_str("{}"),
            Self::Table(_) => f.write_str("{ .. }"),
        }
    }
}

impl<'de> Deserialize<'de> for Node {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Anything)
    }
}

struct Anything;

impl<'de> Visitor<'de> for Anything {
    type Value = Node;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_unit<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_none<E>(self) -> Result<Node, E> {
        Ok(Node::Null)
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Node, D::Error> {
        Node::deserialize(deserializer)
    }

    fn visit_bool<E>(self, value: bool) -> Result<Node, E> {
        Ok(Node::Bool(value))
    }

    fn visit_i64<E>(self, value: i64) -> Result<Node, E> {
        Ok(Node::Integer(value.into()))
    }

    fn visit_u64<E>(self, value: u64) -> Result<Node, E> {
        Ok(Node::Integer(value.into()))
    }

    fn visit_i128<E>(self, value: i128) -> Result<Node, E> {
        Ok(Node::Integer(value))
    }

    fn visit_u128<E>(self, value: u128) -> Result<Node, E> {
        Ok(Node::Integer(i128::try_from(value).unwrap_or(i128::MAX)))
    }

    fn visit_f64<E>(self, value: f64) -> Result<Node, E> {
        Ok(Node::Float(value))
    }

    fn visit_str<E>(self, value: &str) -> Result<Node, E> {
        Ok(Node::Text(value.to_owned()))
    }

    fn visit_bytes<E>(self, value: &[u8]) -> Result<Node, E> {
        Ok(Node::Text(String::from_utf8_lossy(value).into_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Node, A::Error> {
        let mut nodes = Vec::new();
        while let Some(node) = list.next_element()? {
            nodes.push(node);
        }
        Ok(Node::List(nodes))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Node, A::Error> {
        let mut entries = Vec::new();
        while let Some((key, node)) = map.next_entry::<Node, Node>()? {
            let key = match key {
                Node::Text(text) => text,
                other => other.to_string(),
            };
            entries.push((key, node));
        }
        Ok(Node::Table(entries))
    }
}

impl Serialize for Node {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self {
            Self::Null => serializer.serialize_none(),
            Self::Bool(bool) => serializer.serialize_bool(*bool),
            Self::Integer(integer) => match u64::try_from(*integer) {
                Ok(integer) => serializer.serialize_u64(integer),
                Err(_) => serializer.serialize_i128(*integer),
            },
            Self::Float(float) => serializer.serialize_f64(*float),
            Self::Text(text) => serializer.serialize_str(text),
            Self::List(list) => serializer.collect_seq(list),
            Self::Table(table) => {
                let mut map = serializer.serialize_map(Some(table.len()))?;
                for (key, node) in table {
                    map.serialize_entry(key, node)?;
                }
                map.end()
            }
        }
    }
}
