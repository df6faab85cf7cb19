#include "adapters/imap/wire/grammar/grammar.hpp"

namespace imap::wire::grammar {

namespace {

// quota_resource = atom SP number SP number
bool resource(Lexer& in, QuotaResource& resource) {
    return in.astring(resource.name, "quota-resource") && in.space("quota-resource") &&
           in.number(resource.usage, "quota-resource") && in.space("quota-resource") &&
           in.number(resource.limit, "quota-resource");
}

} // namespace

// quota_response = "QUOTA" SP astring SP quota_list (RFC 2087, RFC 9208)
bool quota(Lexer& in, Quota& quota) {
    if (!in.space("QUOTA")) {
        return false;
    }
    if (in.peek() == '(') {
        // The root's name is missing.
        if (!in.note(Quirk::odd_quota, "QUOTA")) {
            return false;
        }
    } else if (!mailbox(in, quota.root, "quota-root-name") || !in.space("QUOTA")) {
        return false;
    }
    if (!in.expect('(', "quota-list") || !in.skip_spaces(Quirk::space_inside_parentheses)) {
        return false;
    }
    if (in.peek() != ')') {
        do {
            if (!resource(in, quota.resources.emplace_back())) {
                return false;
            }
        } while (in.more("quota-list"));
    }
    return in.expect(')', "quota-list");
}

// quotaroot_response = "QUOTAROOT" SP astring *(SP astring)
bool quota_root(Lexer& in, QuotaRoot& quota_root) {
    if (!in.space("QUOTAROOT") || !mailbox(in, quota_root.mailbox, "QUOTAROOT")) {
        return false;
    }
    while (in.more("QUOTAROOT")) {
        if (!mailbox(in, quota_root.roots.emplace_back(), "QUOTAROOT")) {
            return false;
        }
    }
    return true;
}

} // namespace imap::wire::grammar
