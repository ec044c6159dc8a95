package dev.wardstream.edge.devices;

import dev.wardstream.edge.access.InvalidToken;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.access.TokenVerifier;
import dev.wardstream.edge.audit.Denied;
import dev.wardstream.edge.devices.Enrolment.Wanted;
import dev.wardstream.schemas.avro.DeviceKind;
import io.undertow.util.StatusCodes;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What operators do about devices: make a code, revoke. */
final class OperatorPage {
  private static final String BEARER = "Bearer ";
  private static final int MAX_DEVICES = 1_000;

  private final Enrolment enrolment;
  private final TokenVerifier tokens;

  OperatorPage(Enrolment enrolment, TokenVerifier tokens) {
    this.enrolment = enrolment;
    this.tokens = tokens;
  }

  String code(String device, Asked asked) throws Fault {
    var by = operator("devices.code", device, asked);
    var invitation = enrolment.invite(device, wanted(asked), by.subject());
    return "{\"device\":\"%s\",\"code\":\"%s\",\"expires\":\"%s\"}"
        .formatted(device, invitation.code().text(), invitation.expires());
  }

  String revoke(String device, Asked asked) throws Fault {
    var by = operator("devices.revoke", device, asked);
    enrolment.revoke(device, by.subject());
    return "{\"device\":\"%s\",\"state\":\"revoked\"}".formatted(device);
  }

  private Principal operator(String what, String device, Asked asked) throws Fault {
    var header = asked.authorization();
    @Nullable Principal principal = null;
    if (header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      try {
        principal = tokens.verify(header.substring(BEARER.length()).strip());
      } catch (InvalidToken e) {
        throw denied(null, what, device, asked, "token: " + e.getMessage());
      }
    }
    if (principal == null || !principal.is(Role.OPERATOR)) {
      throw denied(principal, what, device, asked, "for operators only");
    }
    return principal;
  }

  private static Fault denied(
      @Nullable Principal who, String what, String device, Asked asked, String reason) {
    return Fault.denied(
        who == null ? StatusCodes.UNAUTHORIZED : StatusCodes.FORBIDDEN,
        who == null ? "UNAUTHENTICATED" : "FORBIDDEN",
        new Denied(
            who == null ? Denied.NOBODY : who.subject(),
            Denied.roles(who),
            what,
            device,
            null,
            asked.address(),
            reason));
  }

  /** {@code kind} and {@code devices}; without a body, a device. */
  private static Wanted wanted(Asked asked) throws Fault {
    Map<String, Object> json = asked.body().isBlank() ? Map.of() : asked.json();
    var devices = devices(json.getOrDefault("devices", List.of()));
    var kind = json.getOrDefault("kind", "device");
    if (kind.equals("gateway")) {
      return new Wanted(DeviceKind.GATEWAY, devices);
    }
    if (kind.equals("device") && devices.isEmpty()) {
      return new Wanted(DeviceKind.DEVICE, devices);
    }
    throw Asked.malformed("kind: device, or gateway with devices");
  }

  private static Set<String> devices(Object list) throws Fault {
    var devices = new HashSet<String>();
    if (list instanceof List<?> each && each.size() <= MAX_DEVICES) {
      for (var device : each) {
        if (!(device instanceof String id) || !Asked.isIdentifier(id)) {
          throw Asked.malformed("devices: a list of device ids");
        }
        devices.add(id);
      }
      return devices;
    }
    throw Asked.malformed("devices: a list of at most 1000 device ids");
  }
}
