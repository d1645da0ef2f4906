#include "core/guard/effect.h"

#include <doctest/doctest.h>

#include "scripted_guard.h"

using namespace callgate;
using namespace callgate::guard;

TEST_CASE("effect: the first verb at a word boundary counts") {
  for (const char* name :
       {"delete_file", "deleteFile", "DeleteFile", "repo-deleteAll", "github.delete_branch", "rm",
        "HTTPDelete", "db__drop_table", "purge", "kill_process", "wipeDisk", "format_disk"}) {
    CAPTURE(name);
    CHECK(effect_of_name(name) == Effect::destructive);
  }
  for (const char* name :
       {"get_settings", "get_address", "list_uploads", "get_posts", "git_status", "directory_tree",
        "asset_lookup", "list_deleted_files", "get_kill_count", "skill_search", "read_file"}) {
    CAPTURE(name);
    CHECK(effect_of_name(name) == Effect::read);
  }
  for (const char* name :
       {"write_file", "createIssue", "update_record", "get_or_create", "search_and_replace", "undo_delete"}) {
    CAPTURE(name);
    CHECK(effect_of_name(name) == Effect::write);
  }
  for (const char* name : {"execute_sql", "run_command", "bash", "eval"})
    CHECK(effect_of_name(name) == Effect::exec);
  for (const char* name :
       {"dropdown_options", "truncate_text", "undelete", "format_date", "", "___", "weather"}) {
    CAPTURE(name);
    CHECK(effect_of_name(name) == Effect::unknown);
  }
  CHECK(effect_of_name("find_and_delete") == Effect::destructive);
}

TEST_CASE("effect: money that leaves and what is called off cannot be taken back") {
  for (const char* name :
       {"transfer_funds", "transferFundsToAccount", "wire_money", "wire_transfer", "bank_transfer",
        "send_payment", "withdraw_cash", "pay_invoice", "pay_bills_by_account", "refund_payment",
        "refundOrder", "move_funds", "cancel_order", "cancel_all_orders", "cancelSubscription",
        "bank.cancel_booking_by_id", "cancel_appointment"}) {
    CAPTURE(name);
    CHECK(effect_of_name(name) == Effect::destructive);
  }
  for (const char* name : {"transfer",
                           "pay",
                           "refund",
                           "cancel",
                           "transfer_file",
                           "transfer_call",
                           "transfer_issue_to_repo",
                           "send_payment_reminder",
                           "send_payment_link",
                           "send_invoice",
                           "move_cash_flow_chart",
                           "cancel_download",
                           "cancel_order_draft",
                           "cancel_request",
                           "cancel_job",
                           "cancel_timer",
                           "pay_attention",
                           "refund_policy_update",
                           "send_order",
                           "move_order",
                           "create_payment_link",
                           "send_message_to_account",
                           "move_file_to_funds"}) {
    CAPTURE(name);
    CHECK(effect_of_name(name) == Effect::write);
  }
  for (const char* name : {"get_transfer_funds_status", "list_cancelled_orders", "check_payment",
                           "get_wire_transfer", "is_order_cancelled"})
    CHECK(effect_of_name(name) == Effect::read);
}

TEST_CASE("effect: trusted hints come before the name, untrusted ones only make it stricter") {
  mcp::Hints reads, destroys;
  reads.read_only = true;
  destroys.destructive = true;
  CHECK(effect_of(*some_tool("s", "delete_x", reads), true, false) == Effect::read);
  CHECK(effect_of(*some_tool("s", "delete_x", reads), false, false) == Effect::destructive);
  CHECK(effect_of(*some_tool("s", "get_x", destroys), false, false) == Effect::write);
  CHECK(effect_of(*some_tool("s", "get_x", destroys), false, true) == Effect::destructive);
  CHECK(effect_of(*some_tool("s", "weather"), true, true) == Effect::unknown);
}
