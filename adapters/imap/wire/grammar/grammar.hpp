#pragma once

#include "adapters/imap/wire/lexer.hpp"
#include "adapters/imap/wire/response.hpp"
#include "adapters/imap/wire/section.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace imap::wire::grammar {

/// The productions of the response grammar, one family a file. Each reads at the lexer's place and
/// answers false when it fails.

// flags.cpp
bool flag_list(Lexer& in, Flags& flags, std::string_view where);
bool label_list(Lexer& in, std::vector<std::string>& labels);
bool string_list(Lexer& in, std::vector<std::string>& strings, std::string_view where);

// sets.cpp
bool sequence_set(Lexer& in, SequenceSet& set, std::string_view where);
bool uid_set(Lexer& in, SequenceSet& set, std::string_view where);

// envelope.cpp
bool envelope(Lexer& in, Envelope& envelope);

// body.cpp
bool body(Lexer& in, BodyPart& part);

// section.cpp
bool section(Lexer& in, Section& section);

// fetch.cpp
bool fetch_items(Lexer& in, Fetch& fetch);

// status.cpp
/// So many octets of text, as they are.
bool plain_text(Lexer& in, std::size_t size, std::string& text);
/// resp-text without its leading space.
bool response_text(Lexer& in, ResponseCode& code, std::string& text);

// code.cpp
/// resp-text-code between its brackets, the lexer behind "[".
bool response_code(Lexer& in, ResponseCode& code);

// mailbox.cpp
bool mailbox(Lexer& in, MailboxName& mailbox, std::string_view where);
bool list(Lexer& in, ListKind kind, List& list);
bool mailbox_status(Lexer& in, MailboxStatus& status);

// namespace.cpp
bool namespaces(Lexer& in, Namespace& namespaces);

// quota.cpp
bool quota(Lexer& in, Quota& quota);
bool quota_root(Lexer& in, QuotaRoot& quota_root);

// search_data.cpp
bool search(Lexer& in, Search& search);
bool thread(Lexer& in, Thread& thread);
bool esearch(Lexer& in, ESearch& esearch);
bool vanished(Lexer& in, Vanished& vanished);

// extension_data.cpp
bool words(Lexer& in, std::vector<std::string>& words, std::string_view where);
bool id(Lexer& in, Id& id);
bool metadata(Lexer& in, Metadata& metadata);
bool acl(Lexer& in, Acl& acl);
bool list_rights(Lexer& in, ListRights& rights);
bool my_rights(Lexer& in, MyRights& rights);
bool language(Lexer& in, Language& language);
bool comparator(Lexer& in, Comparator& comparator);

} // namespace imap::wire::grammar
