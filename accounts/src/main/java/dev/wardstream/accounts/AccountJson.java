package dev.wardstream.accounts;

import dev.wardstream.accounts.AccountAdmin.Issued;
import dev.wardstream.accounts.AccountAdmin.Listed;
import dev.wardstream.accounts.SignIns.Tokens;
import dev.wardstream.edge.socket.Json;
import dev.wardstream.schemas.avro.Account;
import java.time.Instant;
import java.util.List;

/** Answers as JSON. */
final class AccountJson {
  private AccountJson() {}

  static byte[] tokens(Tokens tokens, Account account) {
    var json = new StringBuilder(1_024).append('{');
    text(json, "access", tokens.access()).append(',');
    text(json, "accessUntil", tokens.accessUntil().toString()).append(',');
    text(json, "refresh", tokens.refresh()).append(',');
    text(json, "sessionUntil", tokens.sessionUntil().toString()).append(",\"account\":");
    return Json.bytes(account(json, tokens.account(), account).append('}'));
  }

  static byte[] account(String id, Account account) {
    return Json.bytes(account(new StringBuilder(256), id, account));
  }

  static byte[] issued(Issued issued) {
    var json = text(new StringBuilder(128).append('{'), "id", issued.id());
    var code = issued.code();
    var until = issued.until();
    if (code != null && until != null) {
      text(json.append(','), "code", code);
      text(json.append(','), "until", until.toString());
    }
    return Json.bytes(json.append('}'));
  }

  static byte[] list(List<Listed> accounts) {
    var json = new StringBuilder("{\"accounts\":[");
    for (var i = 0; i < accounts.size(); i++) {
      if (i > 0) {
        json.append(',');
      }
      account(json, accounts.get(i).id(), accounts.get(i).account());
    }
    return Json.bytes(json.append("]}"));
  }

  static byte[] nothing() {
    return Json.bytes("{}");
  }

  static byte[] refusal(AccountRefusal refusal) {
    var json = text(new StringBuilder("{\"error\":{"), "code", refusal.fault().name());
    text(json.append(','), "message", String.valueOf(refusal.getMessage()));
    var path = refusal.path();
    if (path != null) {
      text(json.append(','), "path", path);
    }
    json.append(",\"retry\":").append(refusal.fault().retry());
    var after = refusal.after();
    if (after != null) {
      json.append(",\"afterMs\":").append(after.toMillis());
    }
    return Json.bytes(json.append("}}"));
  }

  private static StringBuilder account(StringBuilder json, String id, Account account) {
    text(json.append('{'), "id", id).append(',');
    text(json, "login", account.getLogin()).append(',');
    text(json, "name", account.getName()).append(',');
    texts(json, "roles", account.getRoles()).append(',');
    texts(json, "wards", account.getWards()).append(',');
    texts(json, "patients", account.getPatients());
    json.append(",\"state\":\"").append(state(account)).append('"');
    return time(json, account.getChangedAt()).append('}');
  }

  private static StringBuilder time(StringBuilder json, Instant changed) {
    return text(json.append(','), "changedAt", changed.toString());
  }

  /** One word for how an account is. */
  static String state(Account account) {
    if (account.getDisabled()) {
      return "disabled";
    }
    return account.getPassword() == null ? "invited" : "active";
  }

  private static StringBuilder text(StringBuilder json, String name, String text) {
    return Json.quote(json.append('"').append(name).append("\":"), text);
  }

  private static StringBuilder texts(StringBuilder json, String name, List<String> texts) {
    json.append('"').append(name).append("\":[");
    for (var i = 0; i < texts.size(); i++) {
      Json.quote(i > 0 ? json.append(',') : json, texts.get(i));
    }
    return json.append(']');
  }
}
