package dev.wardstream.accounts;

import dev.wardstream.accounts.AccountAdmin.NewAccount;
import dev.wardstream.accounts.AccountAdmin.Rights;
import dev.wardstream.accounts.AccountAudit.Trail;
import dev.wardstream.accounts.Page.Request;
import dev.wardstream.accounts.Page.Route;
import dev.wardstream.accounts.SignIns.Tokens;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.avro.Account;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Which request does what with accounts. */
final class AccountRoutes implements Page.Routes {
  private static final Pattern ONE =
      Pattern.compile("/v1/accounts/([A-Za-z0-9._:-]{1,128})/(disable|enable|reset|rights)");

  private final AccountAudit audit;
  private final AccountTables tables;
  private final SignIns signIns;
  private final AccountAdmin admin;
  private final String issuer;
  private final Lane light;
  private final Map<String, Route> routes;

  /**
   * @param audit where changes are recorded
   * @param issuer of tokens whose subjects are accounts kept here
   * @param hashing where passwords are hashed
   */
  AccountRoutes(
      AccountAudit audit,
      SignIns signIns,
      AccountAdmin admin,
      String issuer,
      Lane hashing,
      Lane light) {
    this.audit = audit;
    tables = audit.tables();
    this.signIns = signIns;
    this.admin = admin;
    this.issuer = issuer;
    this.light = light;
    routes =
        Map.of(
            "POST /v1/auth/sign-in", recorded("sign-in", hashing, this::signIn),
            "POST /v1/auth/register", recorded("register", hashing, this::register),
            "POST /v1/auth/password", recorded("password", hashing, this::password),
            "POST /v1/auth/reset", recorded("reset", hashing, this::setPassword),
            "POST /v1/auth/refresh", new Route("refresh", light, this::refresh),
            "POST /v1/auth/sign-out", new Route("sign-out", light, this::signOut),
            "POST /v1/auth/sign-out-everywhere",
                recorded("sign-out-everywhere", light, this::signOutEverywhere),
            "GET /v1/auth/me", new Route("me", light, this::me),
            "POST /v1/accounts", recorded("create", hashing, this::create),
            "GET /v1/accounts", new Route("list", light, this::list));
  }

  @Override
  public @Nullable Route of(String method, String path) {
    var one = ONE.matcher(path);
    if (!method.equals("POST") || !one.matches()) {
      return routes.get(method + " " + path);
    }
    var id = one.group(1);
    return switch (one.group(2)) {
      case "disable" ->
          recorded("disable", light, (request, trail) -> disable(request, trail, id, true));
      case "enable" ->
          recorded("enable", light, (request, trail) -> disable(request, trail, id, false));
      case "reset" ->
          recorded("issue-reset", light, (request, trail) -> issueReset(request, trail, id));
      default -> recorded("rights", light, (request, trail) -> grant(request, trail, id));
    };
  }

  private Route recorded(String name, Lane lane, AccountAudit.Action action) {
    return new Route(name, lane, audit.recorded(name, action));
  }

  private byte[] signIn(Request request, Trail trail) throws AccountRefusal {
    var form = request.form();
    var login = form.text("login");
    trail.about(tables.idOf(Logins.normal(login)));
    return begun(signIns.signIn(login, form.text("password"), request.address()), trail);
  }

  private byte[] register(Request request, Trail trail) throws AccountRefusal {
    var form = request.form();
    var issued =
        signIns.register(
            form.text("login"), form.text("name"), form.text("password"), request.address());
    trail.about(issued.id());
    return AccountJson.issued(issued);
  }

  private byte[] password(Request request, Trail trail) throws AccountRefusal {
    var form = request.form();
    return answer(
        signIns.changePassword(
            own(request, trail), form.text("old"), form.text("password"), request.address()));
  }

  private byte[] setPassword(Request request, Trail trail) throws AccountRefusal {
    var form = request.form();
    var login = form.text("login");
    trail.about(tables.idOf(Logins.normal(login)));
    return begun(
        signIns.setPassword(login, form.text("code"), form.text("password"), request.address()),
        trail);
  }

  /** Who has a new session has proven who they are. */
  private byte[] begun(Tokens tokens, Trail trail) throws AccountRefusal {
    var id = tokens.account();
    trail.by(id, String.join(",", account(id).getRoles()));
    return answer(tokens);
  }

  private byte[] refresh(Request request) throws AccountRefusal {
    var text = request.form().text("refresh");
    var session = RefreshToken.parse(text).session();
    try {
      return answer(signIns.refresh(text));
    } catch (AccountRefusal e) {
      audit.refused(session, request, e);
      throw e;
    }
  }

  private byte[] signOut(Request request) throws AccountRefusal {
    signIns.signOut(request.form().text("refresh"));
    return AccountJson.nothing();
  }

  private byte[] signOutEverywhere(Request request, Trail trail) throws AccountRefusal {
    signIns.signOutEverywhere(own(request, trail));
    return AccountJson.nothing();
  }

  private byte[] me(Request request) throws AccountRefusal {
    var id = own(request.principal());
    return AccountJson.account(id, account(id));
  }

  private byte[] create(Request request, Trail trail) throws AccountRefusal {
    var by = operator(request, trail);
    var form = request.form();
    var rights = rights(form);
    var issued =
        admin.create(
            new NewAccount(
                form.textOrNull("id"),
                form.text("login"),
                form.text("name"),
                rights,
                form.textOrNull("password")),
            by);
    trail.about(issued.id());
    trail.now(rights.text());
    return AccountJson.issued(issued);
  }

  private byte[] list(Request request) throws AccountRefusal {
    requireOperator(request.principal());
    return AccountJson.list(admin.list(tables));
  }

  private byte[] disable(Request request, Trail trail, String id, boolean disabled)
      throws AccountRefusal {
    trail.about(id);
    admin.disable(id, disabled, operator(request, trail));
    return AccountJson.nothing();
  }

  private byte[] issueReset(Request request, Trail trail, String id) throws AccountRefusal {
    trail.about(id);
    return AccountJson.issued(admin.reset(id, operator(request, trail)));
  }

  private byte[] grant(Request request, Trail trail, String id) throws AccountRefusal {
    trail.about(id);
    var by = operator(request, trail);
    var rights = rights(request.form());
    admin.grant(id, rights, by);
    trail.now(rights.text());
    return AccountJson.nothing();
  }

  private static Rights rights(Form form) {
    return new Rights(form.list("roles"), form.list("wards"), form.list("patients"));
  }

  private byte[] answer(Tokens tokens) throws AccountRefusal {
    return AccountJson.tokens(tokens, account(tokens.account()));
  }

  private Account account(String id) throws AccountRefusal {
    var account = tables.account(id);
    if (account == null) {
      throw AccountRefusal.of(Fault.UNKNOWN_ACCOUNT, "this token is not of an account kept here");
    }
    return account;
  }

  /** The account of who asks. */
  private String own(Request request, Trail trail) throws AccountRefusal {
    var principal = request.principal();
    trail.by(principal);
    var id = own(principal);
    trail.about(id);
    return id;
  }

  private String own(Principal principal) throws AccountRefusal {
    if (!principal.proof().issuer().equals(issuer)) {
      throw AccountRefusal.of(Fault.UNKNOWN_ACCOUNT, "this token is not of an account kept here");
    }
    return principal.subject();
  }

  private static String operator(Request request, Trail trail) throws AccountRefusal {
    var principal = request.principal();
    trail.by(principal);
    requireOperator(principal);
    return principal.subject();
  }

  private static void requireOperator(Principal principal) throws AccountRefusal {
    if (!principal.is(Role.OPERATOR)) {
      throw AccountRefusal.of(Fault.FORBIDDEN, "only operators may");
    }
  }
}
