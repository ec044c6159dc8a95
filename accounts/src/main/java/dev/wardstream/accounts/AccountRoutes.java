package dev.wardstream.accounts;

import dev.wardstream.accounts.AccountAdmin.NewAccount;
import dev.wardstream.accounts.AccountAdmin.Rights;
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

  private final AccountTables tables;
  private final SignIns signIns;
  private final AccountAdmin admin;
  private final String issuer;
  private final Lane light;
  private final Map<String, Route> routes;

  /**
   * @param issuer of tokens whose subjects are accounts kept here
   * @param hashing where passwords are hashed
   */
  AccountRoutes(
      AccountTables tables,
      SignIns signIns,
      AccountAdmin admin,
      String issuer,
      Lane hashing,
      Lane light) {
    this.tables = tables;
    this.signIns = signIns;
    this.admin = admin;
    this.issuer = issuer;
    this.light = light;
    routes =
        Map.of(
            "POST /v1/auth/sign-in", new Route("sign-in", hashing, this::signIn),
            "POST /v1/auth/register", new Route("register", hashing, this::register),
            "POST /v1/auth/password", new Route("password", hashing, this::password),
            "POST /v1/auth/reset", new Route("reset", hashing, this::setPassword),
            "POST /v1/auth/refresh", new Route("refresh", light, this::refresh),
            "POST /v1/auth/sign-out", new Route("sign-out", light, this::signOut),
            "POST /v1/auth/sign-out-everywhere",
                new Route("sign-out-everywhere", light, this::signOutEverywhere),
            "GET /v1/auth/me", new Route("me", light, this::me),
            "POST /v1/accounts", new Route("create", hashing, this::create),
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
      case "disable" -> new Route("disable", light, request -> disable(request, id, true));
      case "enable" -> new Route("enable", light, request -> disable(request, id, false));
      case "reset" ->
          new Route(
              "issue-reset",
              light,
              request -> AccountJson.issued(admin.reset(id, operator(request))));
      default -> new Route("rights", light, request -> grant(request, id));
    };
  }

  private byte[] signIn(Request request) throws AccountRefusal {
    var form = request.form();
    return answer(signIns.signIn(form.text("login"), form.text("password"), request.address()));
  }

  private byte[] register(Request request) throws AccountRefusal {
    var form = request.form();
    return AccountJson.issued(
        signIns.register(
            form.text("login"), form.text("name"), form.text("password"), request.address()));
  }

  private byte[] password(Request request) throws AccountRefusal {
    var form = request.form();
    return answer(
        signIns.changePassword(
            own(request), form.text("old"), form.text("password"), request.address()));
  }

  private byte[] setPassword(Request request) throws AccountRefusal {
    var form = request.form();
    return answer(
        signIns.setPassword(
            form.text("login"), form.text("code"), form.text("password"), request.address()));
  }

  private byte[] refresh(Request request) throws AccountRefusal {
    return answer(signIns.refresh(request.form().text("refresh")));
  }

  private byte[] signOut(Request request) throws AccountRefusal {
    signIns.signOut(request.form().text("refresh"));
    return AccountJson.nothing();
  }

  private byte[] signOutEverywhere(Request request) throws AccountRefusal {
    signIns.signOutEverywhere(own(request));
    return AccountJson.nothing();
  }

  private byte[] me(Request request) throws AccountRefusal {
    var id = own(request);
    return AccountJson.account(id, account(id));
  }

  private byte[] create(Request request) throws AccountRefusal {
    var by = operator(request);
    var form = request.form();
    return AccountJson.issued(
        admin.create(
            new NewAccount(
                form.textOrNull("id"),
                form.text("login"),
                form.text("name"),
                rights(form),
                form.textOrNull("password")),
            by));
  }

  private byte[] list(Request request) throws AccountRefusal {
    operator(request);
    return AccountJson.list(admin.list(tables));
  }

  private byte[] disable(Request request, String id, boolean disabled) throws AccountRefusal {
    admin.disable(id, disabled, operator(request));
    return AccountJson.nothing();
  }

  private byte[] grant(Request request, String id) throws AccountRefusal {
    admin.grant(id, rights(request.form()), operator(request));
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
  private String own(Request request) throws AccountRefusal {
    var principal = request.principal();
    if (!principal.proof().issuer().equals(issuer)) {
      throw AccountRefusal.of(Fault.UNKNOWN_ACCOUNT, "this token is not of an account kept here");
    }
    return principal.subject();
  }

  private static String operator(Request request) throws AccountRefusal {
    Principal principal = request.principal();
    if (!principal.is(Role.OPERATOR)) {
      throw AccountRefusal.of(Fault.FORBIDDEN, "only operators may");
    }
    return principal.subject();
  }
}
