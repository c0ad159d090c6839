//! What the strings of the API may be, for its description: the words of the domain, and how ids and times are written.

use domain::communities::{Access, Formality, Involvement, Posture, Role, Stage};
use domain::lexicon::TermState;
use domain::notebooks::{Sort, View};
use domain::notes::{NoteKind, Visibility};
use domain::organisations::{OrganisationState, Precision};
use domain::people::LONGEST_NAME;
use domain::profile::ProfileField;
use domain::titles::LONGEST_TITLE;
use domain::tokens::Scope;
use i18n::Language;
use serde_json::Value;
use services::{community_pages, memberships};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ArrayBuilder, KnownFormat, ObjectBuilder, Schema, SchemaFormat, SchemaType, Type};

use super::answers::{HANDLE, LONGEST_KEY, MOST};

/// An id (`domain::ids`), without its anchors.
const ID: &str = "[0-7][0-9abcdefghjkmnpqrstvwxyz]{25}";

fn string() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}

fn string_or_nothing() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(SchemaType::Array(vec![Type::String, Type::Null]))
}

fn matching(pattern: String) -> RefOr<Schema> {
    string().pattern(Some(pattern)).into()
}

fn list_of(item: ObjectBuilder) -> RefOr<Schema> {
    ArrayBuilder::new().items(item).into()
}

/// Any words.
pub(super) fn text() -> RefOr<Schema> {
    string().into()
}

pub(super) fn text_or_nothing() -> RefOr<Schema> {
    string_or_nothing().into()
}

pub(super) fn title() -> RefOr<Schema> {
    string().min_length(Some(1)).max_length(Some(LONGEST_TITLE)).into()
}

pub(super) fn id() -> RefOr<Schema> {
    matching(format!("^{ID}$"))
}

pub(super) fn id_or_nothing() -> RefOr<Schema> {
    string_or_nothing().pattern(Some(format!("^{ID}$"))).into()
}

/// An id, or no character.
pub(super) fn id_or_empty() -> RefOr<Schema> {
    matching(format!("^({ID})?$"))
}

pub(super) fn ids() -> RefOr<Schema> {
    list_of(string().pattern(Some(format!("^{ID}$"))))
}

/// Ids, or nothing.
pub(super) fn ids_or_nothing() -> RefOr<Schema> {
    let items = string().pattern(Some(format!("^{ID}$")));
    ArrayBuilder::new().schema_type(SchemaType::Array(vec![Type::Array, Type::Null])).items(items).into()
}

/// Yes or no.
pub(super) fn flag() -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::Boolean).into()
}

pub(super) fn flag_or_nothing() -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(SchemaType::Array(vec![Type::Boolean, Type::Null])).into()
}

/// A colour (`domain::notebooks::Color`), or no character.
pub(super) fn color_or_empty() -> RefOr<Schema> {
    matching("^(#[0-9A-Fa-f]{6})?$".to_owned())
}

pub(super) fn view() -> RefOr<Schema> {
    string().enum_values(Some(View::ALL.map(View::as_str))).into()
}

pub(super) fn sort() -> RefOr<Schema> {
    string().enum_values(Some(Sort::ALL.map(Sort::as_str))).into()
}

/// Any words, several times.
pub(super) fn texts() -> RefOr<Schema> {
    list_of(string())
}

/// The alias of a community (`domain::communities::CommunityAlias`).
pub(super) fn alias() -> RefOr<Schema> {
    matching("^[a-z][a-z0-9-]{0,38}[a-z0-9]$".to_owned())
}

/// The same, or no character.
pub(super) fn alias_or_empty() -> RefOr<Schema> {
    matching("^([a-z][a-z0-9-]{0,38}[a-z0-9])?$".to_owned())
}

/// What a community or a member is called (`domain::people::PersonName`).
pub(super) fn name() -> RefOr<Schema> {
    string().min_length(Some(1)).max_length(Some(LONGEST_NAME)).into()
}

/// The same, or no character.
pub(super) fn name_or_empty() -> RefOr<Schema> {
    string().max_length(Some(LONGEST_NAME)).into()
}

/// What a community is about, or its rule of confidentiality.
pub(super) fn text_of_a_community() -> RefOr<Schema> {
    string().max_length(Some(community_pages::TEXT)).into()
}

/// When a community meets.
pub(super) fn rhythm() -> RefOr<Schema> {
    string().max_length(Some(community_pages::RHYTHM)).into()
}

/// What somebody is told who may not become a member.
pub(super) fn reason() -> RefOr<Schema> {
    string().min_length(Some(1)).max_length(Some(memberships::REASON)).into()
}

/// What an invitation says.
pub(super) fn words_of_an_invitation() -> RefOr<Schema> {
    string().max_length(Some(memberships::WORDS)).into()
}

/// The whole address of a page.
pub(super) fn address() -> RefOr<Schema> {
    string().format(Some(SchemaFormat::Custom("uri".to_owned()))).into()
}

pub(super) fn address_or_nothing() -> RefOr<Schema> {
    string_or_nothing().format(Some(SchemaFormat::Custom("uri".to_owned()))).into()
}

pub(super) fn moment() -> RefOr<Schema> {
    string().format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))).into()
}

pub(super) fn moment_or_nothing() -> RefOr<Schema> {
    string_or_nothing().format(Some(SchemaFormat::KnownFormat(KnownFormat::DateTime))).into()
}

/// A day of the calendar.
pub(super) fn day() -> RefOr<Schema> {
    string().format(Some(SchemaFormat::KnownFormat(KnownFormat::Date))).into()
}

pub(super) fn day_or_nothing() -> RefOr<Schema> {
    string_or_nothing().format(Some(SchemaFormat::KnownFormat(KnownFormat::Date))).into()
}

/// A language of the interface.
pub(super) fn language_of_the_site() -> RefOr<Schema> {
    string().enum_values(Some(Language::ALL.map(Language::as_str))).into()
}

/// A tag of a language (`domain::LanguageTag`).
pub(super) fn language() -> RefOr<Schema> {
    string().pattern(Some("^[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*$")).max_length(Some(35)).into()
}

pub(super) fn visibility() -> RefOr<Schema> {
    string().enum_values(Some(Visibility::ALL.map(Visibility::as_str))).into()
}

pub(super) fn kind() -> RefOr<Schema> {
    string().enum_values(Some(NoteKind::ALL.map(NoteKind::as_str))).into()
}

pub(super) fn term_state() -> RefOr<Schema> {
    string().enum_values(Some(TermState::ALL.map(TermState::as_str))).into()
}

pub(super) fn organisation_state() -> RefOr<Schema> {
    string().enum_values(Some(OrganisationState::ALL.map(OrganisationState::as_str))).into()
}

/// How exactly a place is shown.
pub(super) fn precision() -> RefOr<Schema> {
    string().enum_values(Some(Precision::ALL.map(Precision::as_str))).into()
}

pub(super) fn access() -> RefOr<Schema> {
    string().enum_values(Some(Access::ALL.map(Access::as_str))).into()
}

pub(super) fn stage() -> RefOr<Schema> {
    string().enum_values(Some(Stage::ALL.map(Stage::as_str))).into()
}

pub(super) fn formality_or_nothing() -> RefOr<Schema> {
    let words = Formality::ALL.map(|it| Value::from(it.as_str())).into_iter().chain([Value::Null]);
    string_or_nothing().enum_values(Some(words)).into()
}

pub(super) fn posture() -> RefOr<Schema> {
    string().enum_values(Some(Posture::ALL.map(Posture::as_str))).into()
}

pub(super) fn involvement_or_nothing() -> RefOr<Schema> {
    let words = Involvement::ALL.map(|it| Value::from(it.as_str())).into_iter().chain([Value::Null]);
    string_or_nothing().enum_values(Some(words)).into()
}

pub(super) fn roles() -> RefOr<Schema> {
    list_of(string().enum_values(Some(Role::ALL.map(Role::as_str))))
}

pub(super) fn scopes() -> RefOr<Schema> {
    list_of(string().enum_values(Some(Scope::ALL.map(Scope::as_str))))
}

pub(super) fn profile_field() -> RefOr<Schema> {
    string().enum_values(Some(ProfileField::ALL.map(ProfileField::as_str))).into()
}

/// The status of an answer that gives nothing.
pub(super) fn status() -> RefOr<Schema> {
    ObjectBuilder::new().schema_type(Type::Integer).minimum(Some(400)).maximum(Some(599)).into()
}

/// How many items of a list.
pub(super) fn limit() -> RefOr<Schema> {
    let most = i32::try_from(MOST).unwrap_or(i32::MAX);
    ObjectBuilder::new()
        .schema_type(Type::Integer)
        .minimum(Some(1))
        .maximum(Some(most))
        .default(Some(most.into()))
        .into()
}

/// The key of a list: a moment or a place, and an id.
pub(super) fn key_by_number() -> RefOr<Schema> {
    matching(format!("^[0-9]{{1,18}}\\.{ID}$"))
}

/// The key of a list: how words sort, and an id.
pub(super) fn key_by_words() -> RefOr<Schema> {
    matching(format!("^([0-9a-f]{{2}}){{0,{}}}\\.{ID}$", LONGEST_KEY / 2))
}

/// The key of a list: the number of a version.
pub(super) fn key_of_versions() -> RefOr<Schema> {
    matching("^[0-9]{1,9}$".to_owned())
}

/// The key of a list of members.
pub(super) fn key_by_handle() -> RefOr<Schema> {
    matching(format!("^[0-9a-f]{{{HANDLE}}}$"))
}

/// The key that a program chooses, so that asking twice writes once.
pub(super) fn key_of_a_form() -> RefOr<Schema> {
    let longest = super::notes::LONGEST_KEY;
    string().min_length(Some(1)).max_length(Some(longest)).pattern(Some("^[!-~]([ -~]*[!-~])?$")).into()
}

/// The tag of a version, as `ETag` gave it.
pub(super) fn tag_of_a_version() -> RefOr<Schema> {
    matching("^\"[0-9]{1,18}\\.[0-9a-f]{24}\"$".to_owned())
}
