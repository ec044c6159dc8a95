package dev.wardstream.edge.devices;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import dev.wardstream.edge.audit.Denied;
import dev.wardstream.schemas.avro.DeviceKind;
import io.undertow.util.StatusCodes;
import java.text.ParseException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;

/**
 * A device shows its code and its public key, and is enrolled. The code is looked at in memory
 * first: guesses cost no Kafka, and after a few the guesser has to wait.
 */
final class EnrolPage {
  /** Wrong codes from one address in a minute; a project choice: a person who mistypes. */
  private static final int OF_ADDRESS = 5;

  /** Wrong codes for one device in a minute, from wherever. */
  private static final int OF_DEVICE = 50;

  private final Devices devices;
  private final Enrolment enrolment;
  private final InstantSource clock;
  private final Attempts addresses;
  private final Attempts targets;

  EnrolPage(Devices devices, Enrolment enrolment, InstantSource clock) {
    this.devices = devices;
    this.enrolment = enrolment;
    this.clock = clock;
    addresses = new Attempts(OF_ADDRESS, clock);
    targets = new Attempts(OF_DEVICE, clock);
  }

  String answer(Asked asked) throws Fault {
    var json = asked.json();
    var device = Asked.identifier(json, "device");
    var code = new EnrolmentCode(Asked.identifier(json, "code"));
    var key = key(json);
    refuseIfTooMany(addresses.wait(asked.address()).or(() -> targets.wait(device)));
    try {
      if (!mayBeGood(device, code)) {
        throw new NotEnrolled("the code is not valid for this device: ask for a new one");
      }
      var row = enrolment.enrol(device, code, key);
      var kind = row.getKind() == DeviceKind.GATEWAY ? "gateway" : "device";
      return "{\"device\":\"%s\",\"kind\":\"%s\",\"thumbprint\":\"%s\"}"
          .formatted(device, kind, key.computeThumbprint());
    } catch (NotEnrolled e) {
      addresses.failed(asked.address());
      targets.failed(device);
      throw Fault.denied(
          StatusCodes.FORBIDDEN,
          "FORBIDDEN",
          new Denied(
              Denied.NOBODY,
              "",
              "devices.enrol",
              device,
              null,
              asked.address(),
              String.valueOf(e.getMessage())));
    } catch (JOSEException e) {
      throw Asked.malformed("key: no thumbprint can be made of it");
    }
  }

  private boolean mayBeGood(String device, EnrolmentCode code) throws Fault {
    if (devices.whyNotReady().isPresent()) {
      throw Fault.retry(
          StatusCodes.SERVICE_UNAVAILABLE, "UNAVAILABLE", "starting", Duration.ofSeconds(1));
    }
    var row = devices.find(device);
    return row != null && Enrolment.isGood(row, code, clock.instant());
  }

  private static void refuseIfTooMany(Optional<Duration> wait) throws Fault {
    if (wait.isPresent()) {
      throw Fault.retry(StatusCodes.TOO_MANY_REQUESTS, "RATE", "too many wrong codes", wait.get());
    }
  }

  @SuppressWarnings("unchecked") // a JSON object has text keys
  private static ECKey key(Map<String, Object> json) throws Fault {
    if (!(json.get("key") instanceof Map<?, ?> object)) {
      throw Asked.malformed("key: a public JSON Web Key");
    }
    try {
      if (JWK.parse((Map<String, Object>) object) instanceof ECKey key
          && key.getCurve().equals(Curve.P_256)
          && !key.isPrivate()) {
        return key;
      }
      throw Asked.malformed("key: the public part of a P-256 key, as for ES256");
    } catch (ParseException | IllegalArgumentException | IllegalStateException e) {
      throw Asked.malformed("key: not a JSON Web Key");
    }
  }
}
