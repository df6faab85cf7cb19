#include "testserver/scenario/scenario_fields.hpp"
#include "testserver/scenario/scenario_tables.hpp"
#include "testserver/scenario/scenario_words.hpp"

#include <array>

namespace testserver {
namespace {

void read_hidden(FolderSettings& folders, const toml::node& node, ScenarioNotes& notes) {
    const auto* list = node.as_array();
    if (list == nullptr) {
        notes.complain(node, "a list such as [\"all\", \"important\"] is expected here");
        return;
    }
    for (const auto& one : *list) {
        if (const auto place = notes.word(one, role_words)) {
            folders.hidden.push_back(static_cast<SystemFolderRole>(*place));
        }
    }
}

constexpr std::array<Field<FolderSettings>, 5> fields{{
    {"tree",
     [](FolderSettings& folders, const toml::node& node, ScenarioNotes& notes) {
         constexpr std::array<std::string_view, 2> trees{"[Gmail]", "[Google Mail]"};
         if (const auto place = notes.word(node, trees)) {
             folders.tree = trees.at(*place);
         }
     }},
    {"language",
     [](FolderSettings& folders, const toml::node& node, ScenarioNotes& notes) {
         if (const auto place = notes.word(node, language_words)) {
             folders.language = static_cast<FolderLanguage>(*place);
         }
     }},
    {"hidden", read_hidden},
    {"auto_expunge",
     [](FolderSettings& folders, const toml::node& node, ScenarioNotes& notes) {
         assign(folders.auto_expunge, notes.truth(node));
     }},
    {"expunge_behavior",
     [](FolderSettings& folders, const toml::node& node, ScenarioNotes& notes) {
         if (const auto place = notes.word(node, expunge_words)) {
             folders.expunge_behavior = static_cast<FolderExpunge>(*place);
         }
     }},
}};

} // namespace

FolderSettings read_folder_settings(const toml::node& node, ScenarioNotes& notes) {
    FolderSettings folders;
    if (const auto* table = node.as_table()) {
        read_fields<FolderSettings>(*table, fields, folders, notes);
    } else {
        notes.complain(node, "folders = { tree = \"[Google Mail]\" } is expected here");
    }
    return folders;
}

} // namespace testserver
