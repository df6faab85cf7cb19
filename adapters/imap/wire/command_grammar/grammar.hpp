#pragma once

#include "adapters/imap/wire/command.hpp"
#include "adapters/imap/wire/lexer.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace imap::wire::command_grammar {

/// The productions of the command grammar, one family a file. Each reads what stands behind the
/// command's name, with the leading space, and answers false when it fails.

// words.cpp
/// "(" atom *(SP atom) ")" in upper case; may be empty.
bool upper_words(Lexer& in, std::vector<std::string>& words, std::string_view where);
bool upper_atom(Lexer& in, std::string& word, std::string_view where);
/// One flag or label of STORE and APPEND.
bool gm_label(Lexer& in, std::string& label);

// session.cpp
bool login(Lexer& in, command::Login& login);
bool authenticate(Lexer& in, command::Authenticate& authenticate);
bool id(Lexer& in, command::Id& id);
bool enable(Lexer& in, command::Enable& enable);
bool compress(Lexer& in, command::Compress& compress);

// mailboxes.cpp
bool select(Lexer& in, command::Select& select);
bool change(Lexer& in, command::MailboxChange& change);
bool rename(Lexer& in, command::Rename& rename);
bool list(Lexer& in, command::List& list);
bool status(Lexer& in, command::Status& status);
bool quota(Lexer& in, command::Quota& quota);

// append.cpp
bool append(Lexer& in, command::Append& append);

// search.cpp
bool search(Lexer& in, command::Search& search);

// fetch.cpp
bool fetch(Lexer& in, command::Fetch& fetch);

// store.cpp
bool store(Lexer& in, command::Store& store);
bool copy(Lexer& in, command::Copy& copy);
bool expunge(Lexer& in, command::Expunge& expunge);

} // namespace imap::wire::command_grammar
