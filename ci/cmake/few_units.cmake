# few_units(<target>): with FEW_UNITS, the sources of a target are read as a few translation units, so that the headers
# are not read again for each file: less than half the time of a build from nothing, and more than that of a rebuild.
# CI builds so; the debug preset does not, and so shows when a file lacks an include of its own, or hides a name of its
# folder: beside other files every name of theirs is "global", which -Wshadow would complain of.
option(FEW_UNITS "Compile several sources as one translation unit (CI does)" OFF)

# Those that cannot share a unit, because a name means one thing in them and another one in a file beside them.
set(ALONE
    adapters/config/key_text.cpp
    adapters/config/mistake.cpp
    adapters/config/rule_text.cpp
    adapters/config/value.cpp
    adapters/console/plain_reporter.cpp
    adapters/imap/wire/command_grammar/append.cpp
    adapters/imap/wire/command_grammar/fetch.cpp
    adapters/imap/wire/command_grammar/mailboxes.cpp
    adapters/imap/wire/command_grammar/search.cpp
    adapters/imap/wire/command_grammar/session.cpp
    adapters/imap/wire/command_grammar/store.cpp
    adapters/imap/wire/command_grammar/words.cpp
    adapters/imap/wire/grammar/fetch.cpp
    adapters/imap/wire/read_command.cpp
    adapters/imap/wire/read_response.cpp
    adapters/imap/wire/sasl.cpp
    adapters/imap/wire/write_command.cpp
    adapters/mime/content.cpp
    adapters/mime/html_tag.cpp
    adapters/mime/plain_addresses.cpp
    adapters/mime/visible_text.cpp
    adapters/oauth/token_response.cpp
    adapters/secrets/systemd_secret_store.cpp
    app/cli/verbs/doctor.cpp
    app/cli/verbs/explain_view.cpp
    app/cli/verbs/learn.cpp
    app/cli/verbs/replay.cpp
    app/usecase/look_alikes.cpp
    app/usecase/plan.cpp
    domain/learning/keys.cpp
    domain/learning/model_codec.cpp
    domain/learning/odds.cpp
    domain/learning/pairwise.cpp
    domain/learning/threshold.cpp
    domain/learning/words.cpp
    domain/plan/plan_text.cpp
    domain/rules/printer.cpp
    domain/rules/run_rules.cpp
    tests/adapters/config/rules_test.cpp
    tests/adapters/net/proxied_connector_test.cpp
    tests/adapters/net/transport_test.cpp
    tests/adapters/session/session_answers_test.cpp
    tests/adapters/wire/read_command_test.cpp
    tests/differential/more_written.cpp
    tests/domain/plan/plan_property_test.cpp
    tests/support/dovecot.cpp
    tests/testserver/net/tcp_fault_test.cpp
    testserver/mailbox/mime/header.cpp
    testserver/scenario/catalogue_command.cpp
    testserver/scenario/catalogue_literal_and_idle.cpp
    testserver/scenario/catalogue_login.cpp
    testserver/scenario/catalogue_mailbox.cpp
    testserver/scenario/catalogue_oauth.cpp
    testserver/scenario/catalogue_outside.cpp
    testserver/scenario/catalogue_policy.cpp
    testserver/scenario/catalogue_tls.cpp
    testserver/scenario/read_action.cpp
    testserver/scenario/read_expectation.cpp
    testserver/scenario/read_folders.cpp
    testserver/scenario/read_http.cpp
    testserver/scenario/read_mailbox_change.cpp
    testserver/scenario/read_oauth.cpp
    testserver/scenario/read_trigger.cpp
    testserver/scenario/scenario_reader.cpp
    testserver/scenario/world_limits.cpp
)

function(few_units target)
    if(NOT FEW_UNITS)
        return()
    endif()
    set_target_properties(${target} PROPERTIES UNITY_BUILD ON UNITY_BUILD_BATCH_SIZE 16)
    get_target_property(sources ${target} SOURCES)
    foreach(source IN LISTS sources)
        cmake_path(ABSOLUTE_PATH source NORMALIZE OUTPUT_VARIABLE path)
        cmake_path(RELATIVE_PATH path BASE_DIRECTORY ${PROJECT_SOURCE_DIR})
        if(path IN_LIST ALONE)
            set_source_files_properties(${source} PROPERTIES SKIP_UNITY_BUILD_INCLUSION ON)
        endif()
    endforeach()
endfunction()
