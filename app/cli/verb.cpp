#include "app/cli/verb.hpp"

#include "app/cli/verbs/verbs.hpp"

#include <algorithm>
#include <array>

namespace cli {

namespace {

constexpr std::array common{
    Flag{"help", 'h', "", "say what the verb does and which flags it takes"},
    Flag{"json", 0, "", "print the result as one JSON object; progress as JSON lines on stderr"},
    Flag{"quiet", 'q', "", "no progress; failures and results only"},
    Flag{"simulate", 0, "SCENARIO", "on a fake Gmail in memory that goes wrong so; no network"},
    Flag{"no-input", 0, "", "never ask; scripts are never asked anyway"},
    Flag{"verbose", 'v', "", "say on stderr what is being done, and why"},
};

constexpr std::array demo_flags{
    Flag{"seed", 0, "N", "generate another mailbox"},
    Flag{"messages", 0, "N", "of so many messages (default 2000)"},
    Flag{"chaos", 0, "", "let it go wrong: lost lines and answers, late ones, throttled writes"},
};
constexpr std::array auth_login_flags{
    Flag{"no-browser", 0, "", "only print the page's address, and take what is pasted"},
    Flag{"with-password", 0, "FILE", "take the password from a file; - is standard input"},
};
constexpr std::array auth_logout_flags{
    Flag{"local", 0, "", "forget it on this machine only; revoke nothing"},
};
constexpr std::array doctor_flags{
    Flag{"fail-on", 0, "warn|error", "what makes the exit code one of failure (default error)"},
};
constexpr std::array sync_flags{
    Flag{"limit", 0, "N", "stop after so many new messages; the next run goes on"},
    Flag{"retry-parked", 0, "", "ask again now for messages that could not be delivered"},
};
constexpr std::array eval_flags{
    Flag{"html", 0, "FILE", "write the scorecard as one self-contained page too"},
};
constexpr std::array rules_check_flags{
    Flag{"against", 0, "OLD", "play them and OLD's rules over the cache, and compare"},
    Flag{"limit", 0, "N", "with --against: list so many messages (default 100)"},
};
constexpr std::array plan_flags{
    Flag{"output", 'o', "FILE", "write the plan to a file too"},
    Flag{"offline", 0, "", "plan on the cache as it is; connect to nothing"},
    Flag{"no-model", 0, "", "rules only"},
    Flag{"detailed-exitcode", 0, "", "exit with 2 when the plan has changes"},
};
constexpr std::array show_flags{
    Flag{"last", 0, "", "the last plan (the default)"},
    Flag{"group", 0, "BY", "by reason, label or sender (default reason)"},
    Flag{"entries", 0, "", "list every message"},
};
constexpr std::array apply_flags{
    Flag{"last", 0, "", "the last plan (the default)"},
    Flag{"confirm", 0, "N", "apply it all; N is the number of messages it changes"},
    Flag{"dry-run", 'n', "", "check everything, change nothing"},
};
constexpr std::array undo_flags{
    Flag{"last", 0, "", "the last run of apply (the default)"},
    Flag{"rule", 0, "NAME", "only what this rule did"},
    Flag{"label", 0, "LABEL", "only this label"},
    Flag{"message", 0, "MESSAGE", "only this message"},
    Flag{"dry-run", 'n', "", "count, change nothing"},
    Flag{"yes", 'y', "", "do not ask first"},
};
constexpr std::array watch_flags{
    Flag{"apply", 0, "", "apply what is planned, as mode = \"apply\" does; else only suggest"},
    Flag{"for", 0, "TIME", "end after so long (\"90s\", \"8h\"); else it goes on for ever"},
};
constexpr std::array explain_flags{
    Flag{"last", 0, "N", "the last N messages that a run changed"},
    Flag{"fetch", 0, "", "fetch the text, so that its words can be named"},
};
constexpr std::array log_flags{
    Flag{"limit", 0, "N", "so many entries (default 20)"},
    Flag{"follow", 'f', "", "go on with what happens, until it is interrupted"},
    Flag{"for", 0, "TIME", "with --follow: end by itself after so long, \"8h\" for instance"},
};
constexpr std::array replay_flags{
    Flag{"labels", 0, "FILE", "an index: file, epoch seconds, label|label; tab between them"},
    Flag{"online", 0, "", "predict each message in time order, then learn it; print scores"},
    Flag{"every", 0, "N", "with --online: labels become known after every N messages"},
    Flag{"train", 0, "PATH", "learn this mail first, then only predict; print scores"},
};

constexpr std::array table{
    Verb{
        "demo",
        {},
        "the whole loop on a built-in fake Gmail, on loopback only",
        "Starts a fake Gmail inside the program, with TLS on 127.0.0.1 and a generated\n"
        "mailbox, then runs sync, learn, eval, plan, apply, explain and undo on it, and\n"
        "proves by reading back that the plan came true and that undo restored all. With\n"
        "--chaos the line breaks, sessions expire and writes get lost meanwhile.",
        demo_flags,
        Network::loopback,
        false,
        run_demo,
    },
    Verb{
        "auth login",
        {},
        "log in once, and keep what the next runs log in with",
        "With auth = \"password\": asks for an app password, tries it, and keeps it. You\n"
        "get one at https://myaccount.google.com/apppasswords\n"
        "With auth = \"oauth\" and a client of your own (oauth.client_file): opens the page\n"
        "on which you consent, waits for the browser on 127.0.0.1, tries the token, and\n"
        "keeps the sign-in. It is kept where the secret.* settings say, else in the\n"
        "desktop's keyring. A password is never a flag's value.",
        auth_login_flags,
        Network::server,
        false,
        run_auth_login,
        true,
    },
    Verb{
        "auth status",
        {},
        "how the account logs in, and where its secret is kept",
        "Reads the secret and shows nothing of it. Whether the server still accepts it,\n"
        "doctor says.",
        {},
        Network::none,
        false,
        run_auth_status,
        true,
    },
    Verb{
        "auth logout",
        {},
        "revoke an OAuth sign-in, and forget the account's secret",
        "A sign-in is revoked at its server first. An app password can be revoked only by\n"
        "you: https://myaccount.google.com/apppasswords",
        auth_logout_flags,
        Network::server,
        false,
        run_auth_logout,
        true,
    },
    Verb{
        "doctor",
        {},
        "look at everything that a run needs, and say what mends it",
        "Config, secret, disk, state, model and budget on this machine; names, addresses\n"
        "of either family, TLS, login, capabilities, folders and clock on the way to the\n"
        "server. The exit code is that of the first error: 77 for a refused login.",
        doctor_flags,
        Network::server,
        false,
        run_doctor,
        true,
    },
    Verb{
        "sync",
        {},
        "bring headers and labels into the local cache, newest first",
        "Fetches only what changed since the last run. Stop it at any moment: the next\n"
        "run goes on where this one stood. Nothing is changed on the server.",
        sync_flags,
        Network::server,
        false,
        run_sync,
    },
    Verb{
        "learn",
        {},
        "learn the labels of the mail in the cache",
        "Learns from the labels you gave, oldest mail first, and tests itself on the way:\n"
        "each message is predicted before it is learned. A label may act by itself only\n"
        "when that test says it is right often enough.",
        {},
        Network::none,
        false,
        run_learn,
    },
    Verb{
        "eval",
        {},
        "show how well the labels of your own mail are predicted",
        "The same test as learn makes, with every figure; nothing is saved.",
        eval_flags,
        Network::none,
        false,
        run_eval,
    },
    Verb{
        "rules check",
        {},
        "say everything that is wrong with the rules",
        "Reads the config file and its rules, and names mistakes with their places; also\n"
        "rules that are valid but hardly meant. With --against, says what an edit would\n"
        "have meant for the mail in the cache: labels it adds and removes, and those you\n"
        "set by hand and it contradicts. OLD is a config file; /dev/null has no rules.\n"
        "With --scope, on a part of the cache: newer_than:1y is the last twelve months.",
        rules_check_flags,
        Network::none,
        false,
        run_rules_check,
    },
    Verb{
        "rules suggest",
        {"[LABEL]", 0, 1},
        "make rules of what was learned about a label",
        "Looks for the fewest rules that find a label's mail and hardly any other: by\n"
        "list, sender, recipient, subject, attachments. They are found in the older\n"
        "seven tenths of the mail in the cache and measured on the newer three; the floor\n"
        "is learn.target_precision. What is printed can stand in the config file.",
        {},
        Network::none,
        false,
        run_rules_suggest,
    },
    Verb{
        "plan",
        {},
        "say what rules and model would change; change nothing",
        "Synchronises, then runs rules and model on a simulated mailbox and saves the\n"
        "smallest change as a plan. Of mail that the headers leave undecided the first\n"
        "bytes of the text are fetched.",
        plan_flags,
        Network::optional,
        false,
        run_plan,
    },
    Verb{
        "show",
        {"[PLAN]", 0, 1},
        "show a plan, grouped by rule, label or sender",
        "PLAN is an id that plan printed, or a file that plan -o wrote.",
        show_flags,
        Network::none,
        false,
        run_show,
    },
    Verb{
        "apply",
        {"[PLAN]", 0, 1},
        "do exactly what a plan says",
        "Each change is in the journal before it is sent, and is read back after. Mail\n"
        "whose labels changed since the plan is left alone. The first run ever changes at\n"
        "most 20 messages, later ones 500, unless --max-actions or --confirm says more.\n"
        "Run it again to go on, also after it was killed.",
        apply_flags,
        Network::server,
        true,
        run_apply,
    },
    Verb{
        "undo",
        {"[RUN]", 0, 1},
        "take back what a run of apply did",
        "Takes back label by label what still is as the run left it; what you changed by\n"
        "hand since stays. RUN is a number that apply printed. What is taken back teaches\n"
        "at the next learn. On a terminal it counts first, and asks.",
        undo_flags,
        Network::server,
        true,
        run_undo,
    },
    Verb{
        "watch",
        {},
        "stay connected, and sort mail as it comes",
        "Waits for new mail on one connection that it keeps alive and restores. Mail that\n"
        "comes is planned within seconds, and applied with --apply; without, it is only\n"
        "said. What you take back is not done again, and a label that you take back often\n"
        "is only suggested from there on. A failed round is tried again, for ever, unless\n"
        "no waiting mends it. Ctrl-C ends it; the next watch goes on where it stood.",
        watch_flags,
        Network::server,
        true,
        run_watch,
    },
    Verb{
        "explain",
        {"[MESSAGE]", 0, 1},
        "say why a message is, or would be, labelled so",
        "MESSAGE is an id that show --entries prints, Gmail's id in hexadecimal (as in a\n"
        "web address) or decimal, or a Message-ID.",
        explain_flags,
        Network::optional,
        false,
        run_explain,
    },
    Verb{
        "replay",
        {"PATH", 1, 1},
        "the same engine on an mbox, a Maildir or a folder of .eml",
        "Without --online or --train: learns the labelled mail, then prints what it would\n"
        "do with the rest.",
        replay_flags,
        Network::none,
        false,
        run_replay,
    },
    Verb{
        "model list",
        {},
        "which versions of the model are kept",
        "Each learn makes one; the newest ten are kept.",
        {},
        Network::none,
        false,
        run_model_list,
    },
    Verb{
        "model rollback",
        {"MODEL", 1, 1},
        "use an older version of the model again",
        "MODEL is a name that model list prints: m3. The next learn makes a new one from\n"
        "all that the cache holds, so undo what it learned wrongly first.",
        {},
        Network::none,
        false,
        run_model_rollback,
    },
    Verb{
        "status",
        {},
        "what the cache, the model and the journal hold",
        "",
        {},
        Network::none,
        false,
        run_status,
    },
    Verb{
        "log",
        {},
        "what happened lately: connections and runs",
        "Of each connection how long it was up, why it was lost, how long there was none\n"
        "before it, and how many messages came in that time: the next sync reads them.",
        log_flags,
        Network::none,
        false,
        run_log,
    },
    Verb{
        "help",
        {"[TOPIC]", 0, 2},
        "help on a verb, or on exit-codes, environment, rules",
        "",
        {},
        Network::none,
        false,
        run_help,
    },
    Verb{"version", {}, "which version this is", "", {}, Network::none, false, run_version},
};

} // namespace

std::span<const Verb> verbs() {
    return table;
}

const Verb* find_verb(std::string_view name) {
    const auto* found = std::ranges::find(table, name, &Verb::name);
    return found == table.end() ? nullptr : &*found;
}

std::span<const Flag> common_flags() {
    return common;
}

} // namespace cli
