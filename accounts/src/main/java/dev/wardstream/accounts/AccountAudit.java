package dev.wardstream.accounts;

import dev.wardstream.accounts.Page.Request;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.audit.AuditLog;
import dev.wardstream.edge.audit.Denied;
import dev.wardstream.edge.audit.Done;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Puts on record who signed in, who changed what about accounts, and who tried and may not. Neither
 * what was typed nor any password, code or token gets there: accounts are named by their ids.
 */
record AccountAudit(AuditLog log, AccountTables tables) {
  private static final Set<Fault> REFUSALS =
      EnumSet.of(Fault.UNAUTHENTICATED, Fault.FORBIDDEN, Fault.RATE);

  /** What a page does that goes on record. */
  @FunctionalInterface
  interface Action {
    byte[] answer(Request request, Trail trail) throws AccountRefusal;
  }

  /** What is known of one request so far. Owned by the thread that answers it. */
  static final class Trail {
    private String subject = Denied.NOBODY;
    private String roles = "";
    private @Nullable String account;
    private @Nullable String detail;

    /** It is known who asks. */
    void by(Principal principal) {
      subject = principal.subject();
      roles = Denied.roles(principal);
    }

    /** Who asks has proven to be the person of the account. */
    void by(String id, String theirRoles) {
      account = id;
      subject = id;
      roles = theirRoles;
    }

    /** It is known whose account it is about; null when nobody has it. */
    void about(@Nullable String id) {
      account = id;
    }

    /** How it is now. */
    void now(String text) {
      detail = text;
    }

    private String resource() {
      return "accounts/" + (account == null ? Denied.NOBODY : account);
    }
  }

  /** An action that is recorded behind its answer. */
  Page.Action recorded(String operation, Action action) {
    var what = "accounts." + operation;
    return request -> {
      var trail = new Trail();
      try {
        var answer = action.answer(request, trail);
        log.done(
            new Done(
                trail.subject, trail.roles, what, trail.resource(), request.host(), trail.detail));
        return answer;
      } catch (AccountRefusal e) {
        if (REFUSALS.contains(e.fault())) {
          refused(what, trail, request, String.valueOf(e.getMessage()));
          lockout(trail, request, e);
        }
        throw e;
      }
    };
  }

  private void refused(String what, Trail trail, Request request, String reason) {
    log.refused(
        new Denied(
            trail.subject, trail.roles, what, trail.resource(), null, request.host(), reason));
  }

  /** The attempt that locks an account is a record of its own. */
  private void lockout(Trail trail, Request request, AccountRefusal refusal) {
    var account = trail.account == null ? null : tables.account(trail.account);
    if (refusal.fault() == Fault.UNAUTHENTICATED
        && account != null
        && account.getFailures() >= Throttle.MOST_FAILURES) {
      refused("accounts.lockout", trail, request, "locked after too many attempts");
    }
  }

  /** A refresh token is refused; on record if two had tokens of its session. */
  void refused(String id, Request request, AccountRefusal refusal) {
    var session = tables.session(id);
    if (session != null && SignIns.REUSED.equals(session.getRevoked())) {
      var trail = new Trail();
      trail.about(session.getAccount());
      refused("accounts.refresh", trail, request, String.valueOf(refusal.getMessage()));
    }
  }
}
