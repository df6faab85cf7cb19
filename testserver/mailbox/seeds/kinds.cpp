#include "testserver/mailbox/seeds/kinds.hpp"

#include "testserver/mailbox/seeds/everyday_texts.hpp"

#include <array>

// Data only, hence long lines of text. Senders of different kinds share hosts where real ones do: a
// shop sends receipts and a newsletter, a bank sends statements and warnings.
namespace testserver::seeds {
namespace {

using namespace everyday;

constexpr std::array<Sender, 5> developers{{
    {"Ingrid Solheim", "ingrid@solheim.example"},
    {"Felix Baum", "fbaum@codeworks.example"},
    {"Noor Haddad", "noor@haddad.example"},
    {"Clara Rossi", "clara.rossi@uni-turin.example"},
    {"Omar Khalil", "omar@khalil.example"},
}};
constexpr std::array<Text, 6> list_subjects{
    "[larkdb-dev] crash in the page cache on {host}",
    "[larkdb-dev] [PATCH {percent}/99] make the parser total",
    "[larkdb-dev] release candidate of {month}",
    "[larkdb-dev] RFC: new index format",
    "[larkdb-dev] build fails with the newest compiler",
    "[larkdb-dev] benchmark of {project} branch",
};
constexpr std::array<Text, 9> list_sentences{
    "I can reproduce this on two machines with the attached test.",
    "The patch below fixes the leak and adds a regression test.",
    "Throughput went up by {percent} % on {host}.",
    "Please rebase onto the main branch before you resend.",
    "The lock is held across the flush, which explains the stall.",
    "Reviewed, with two small remarks inline.",
    "Does anybody object to dropping the old file format?",
    "The tests pass here with sanitizers on.",
    "I would rather see this behind an option.",
};
constexpr std::array<Text, 2> list_closings{
    "-- larkdb-dev mailing list",
    "_______________________________________________ larkdb-dev",
};

constexpr std::array<Sender, 3> monitors{{
    {"Watchtower", "alert@watchtower.example"},
    {"Home Sensors", "sensor@hearth.example"},
    {"Harbour Bank Security", "security@harbourbank.example"},
}};
constexpr std::array<Text, 6> alert_subjects{
    "[ALERT] {host} is down",
    "[RESOLVED] {host} is up again",
    "Disk {percent} % full on {host}",
    "New sign-in from {city}",
    "Smoke detector: battery low",
    "Certificate of {host} expires on {day}",
};
constexpr std::array<Text, 7> alert_sentences{
    "Check failed at {time}: no answer on port 443.",
    "The condition lasted for {percent} minutes.",
    "Usage is at {percent} % and rising.",
    "If this was you, no action is needed.",
    "A new device signed in from {city} at {time}.",
    "Severity: warning. Host: {host}.",
    "Replace the battery within a week.",
};
constexpr std::array<Text, 2> alert_closings{
    "This message was sent by a machine.",
    "Silence this alert in the dashboard.",
};

constexpr std::array<Sender, 4> banks{{
    {"Harbour Bank", "service@harbourbank.example"},
    {"Meadow Insurance", "policy@meadow-insurance.example"},
    {"Tax Office Online", "noreply@tax-office.example"},
    {"Larch Savings", "statements@larch-savings.example"},
}};
constexpr std::array<Text, 6> finance_subjects{
    "Your account statement for {month}",
    "Payment of {amount} EUR received",
    "Your standing order was carried out",
    "Policy {number}: yearly notice",
    "Your tax return {number}",
    "Interest rates change on {day}",
};
constexpr std::array<Text, 8> finance_sentences{
    "Your statement for {month} is ready in your mailbox at the bank.",
    "The balance on {day} was {amount} EUR.",
    "We debited {amount} EUR from your current account.",
    "The premium for policy {number} is due in {month}.",
    "Please keep this letter with your papers.",
    "Your return was accepted; the refund is {amount} EUR.",
    "We never ask for your password by mail.",
    "The new rate is valid from {day}.",
};
constexpr std::array<Text, 2> finance_closings{"Yours sincerely, your branch", "Your advisers"};

constexpr std::array<Sender, 5> strangers{{
    {"Leah Fontaine", "leah.fontaine@post.example"},
    {"Bright Future Partners", "growth@brightfuture.example"},
    {"Choir of St. Anne", "choir@st-anne.example"},
    {"Neighbourhood Board", "board@maplestreet.example"},
    {"Old Schoolmate", "h.winter@schulfreunde.example"},
}};
constexpr std::array<Text, 6> stray_subjects{
    "Long time no see",
    "A question about your bicycle",
    "Rehearsal moved to {day}",
    "Grow your business by {percent} %",
    "Keys left at our door",
    "Lost cat in Maple Street",
};
constexpr std::array<Text, 8> stray_sentences{
    "I found your address in an old notebook.",
    "Are you still in {city}?",
    "The rehearsal is on {day} at {time}, bring a pencil.",
    "Our method brings you {percent} % more customers.",
    "Somebody left keys at our door; are they yours?",
    "The cat is grey and answers to Pixel.",
    "Is the bicycle in the yard for sale?",
    "Let us meet for a coffee in {month}.",
};
constexpr std::array<Text, 2> stray_closings{"All the best", "Greetings from next door"};

constexpr std::array<Sender, 2> ryokans{{
    {"旅館さくら", "yoyaku@ryokan-sakura.example"},
    {"京都観光案内", "info@kyoto-annai.example"},
}};
constexpr std::array<Text, 3> ryokan_subjects{
    "ご予約の確認 {number}",
    "京都のご旅行について",
    "ご宿泊のお知らせ",
};
constexpr std::array<Text, 5> ryokan_sentences{
    "このたびはご予約いただき、ありがとうございます。",
    "ご予約番号は {number} です。",
    "チェックインは {time} からです。",
    "お部屋は一名様、朝食付きです。",
    "ご不明な点がございましたらお知らせください。",
};
constexpr std::array<Text, 1> ryokan_closings{"お待ちしております。"};

constexpr std::array<Kind, 10> table{{
    {"Receipts",
     "",
     16,
     shops,
     receipt_subjects,
     receipt_sentences,
     shop_closings,
     "",
     true,
     false,
     Attached::pdf,
     Charset::utf8},
    {"Travel",
     "Receipts",
     9,
     carriers,
     travel_subjects,
     travel_sentences,
     travel_closings,
     "",
     true,
     false,
     Attached::calendar,
     Charset::ascii},
    {"Newsletters",
     "",
     18,
     editors,
     newsletter_subjects,
     newsletter_sentences,
     newsletter_closings,
     "letters.example",
     true,
     false,
     Attached::nothing,
     Charset::utf8},
    {"Work/Acme",
     "",
     15,
     colleagues,
     work_subjects,
     work_sentences,
     work_closings,
     "",
     false,
     true,
     Attached::pdf,
     Charset::ascii},
    {"Family",
     "",
     9,
     relatives,
     family_subjects,
     family_sentences,
     family_closings,
     "",
     false,
     true,
     Attached::picture,
     Charset::latin1},
    {"Lists/Dev",
     "",
     13,
     developers,
     list_subjects,
     list_sentences,
     list_closings,
     "larkdb-dev.lists.example",
     false,
     true,
     Attached::nothing,
     Charset::ascii},
    {"Alerts",
     "",
     8,
     monitors,
     alert_subjects,
     alert_sentences,
     alert_closings,
     "",
     false,
     false,
     Attached::nothing,
     Charset::ascii},
    {"Finance",
     "",
     7,
     banks,
     finance_subjects,
     finance_sentences,
     finance_closings,
     "",
     true,
     false,
     Attached::pdf,
     Charset::latin1},
    {"",
     "",
     4,
     strangers,
     stray_subjects,
     stray_sentences,
     stray_closings,
     "",
     false,
     false,
     Attached::nothing,
     Charset::ascii},
    {"Travel",
     "",
     1,
     ryokans,
     ryokan_subjects,
     ryokan_sentences,
     ryokan_closings,
     "",
     false,
     false,
     Attached::nothing,
     Charset::japanese},
}};

} // namespace

std::span<const Kind> kinds() {
    return table;
}

} // namespace testserver::seeds
