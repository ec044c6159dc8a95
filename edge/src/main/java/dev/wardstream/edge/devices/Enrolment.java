package dev.wardstream.edge.devices;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import dev.wardstream.schemas.avro.DeviceKind;
import dev.wardstream.schemas.avro.DeviceState;
import dev.wardstream.schemas.avro.EnrolledDevice;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/**
 * How devices come into the table and leave it. Any thread that may wait for Kafka; what is done is
 * committed when a method returns, and {@link KafkaException} says that it may not be.
 */
public final class Enrolment {
  /** How long a code may be used; a project choice: the walk from a desk to a bed. */
  static final Duration CODE_LIFETIME = Duration.ofMinutes(15);

  private final DeviceLedger ledger;
  private final InstantSource clock;

  /**
   * Enrolment on a cluster.
   *
   * @param kafka client settings: {@code bootstrap.servers} and how to authenticate
   */
  public Enrolment(Map<String, Object> kafka, SchemaRegistry registry, InstantSource clock) {
    ledger = new DeviceLedger(kafka, registry);
    this.clock = clock;
  }

  /**
   * What a device is to be.
   *
   * @param kind device or gateway
   * @param devices whom a gateway writes for
   */
  public record Wanted(DeviceKind kind, Set<String> devices) {
    public Wanted {
      devices = Set.copyOf(devices);
      if (kind == DeviceKind.DEVICE && !devices.isEmpty()) {
        throw new IllegalArgumentException("only a gateway writes for others");
      }
    }
  }

  /**
   * A code that was made.
   *
   * @param code the only place where it is known
   * @param expires it is void from here on
   */
  public record Invitation(EnrolmentCode code, Instant expires) {}

  /**
   * Makes a one-time code. A device that is active stays so, with its key, until the code is used.
   *
   * @param by who asks for it
   */
  public Invitation invite(String device, Wanted wanted, String by) {
    var code = EnrolmentCode.make();
    var now = now();
    var expires = now.plus(CODE_LIFETIME);
    change(
        device,
        row -> {
          var next = next(row, by, now);
          if (next.getState() != DeviceState.ACTIVE) {
            next.setState(DeviceState.PENDING);
          }
          next.setKind(wanted.kind());
          next.setDevices(sorted(wanted.devices()));
          next.setCode(code.hash());
          next.setCodeExpires(expires);
          return next.build();
        });
    return new Invitation(code, expires);
  }

  /** Lets a device in that proves itself with a certificate, without a code. */
  public void admit(String device, Wanted wanted, String by) {
    change(
        device,
        row -> {
          var next = next(row, by, now());
          next.setState(DeviceState.ACTIVE);
          next.setKind(wanted.kind());
          next.setDevices(sorted(wanted.devices()));
          return next.build();
        });
  }

  /**
   * Takes a device back: no token, key, certificate or code of it is good any more. One that is not
   * known is refused from now on, whatever token it shows.
   */
  public void revoke(String device, String by) {
    change(
        device,
        row -> {
          var now = now();
          var next = next(row, by, now);
          next.setState(DeviceState.REVOKED);
          next.setKey(null);
          next.setCode(null);
          next.setCodeExpires(null);
          next.setVoidBefore(now);
          return next.build();
        });
  }

  /** Gives a device its key for a code, once. */
  EnrolledDevice enrol(String device, EnrolmentCode code, ECKey key) throws NotEnrolled {
    var publicKey = new ECKey.Builder(Curve.P_256, key.getX(), key.getY()).build();
    return ledger.change(
        device,
        row -> {
          var now = now();
          if (row == null || !isGood(row, code, now)) {
            throw new NotEnrolled("the code is not valid for this device: ask for a new one");
          }
          var next = next(row, device, now);
          next.setState(DeviceState.ACTIVE);
          next.setKey(publicKey.toJSONString());
          next.setCode(null);
          next.setCodeExpires(null);
          return next.build();
        });
  }

  /** Whether a code may be used for a row at an instant. */
  static boolean isGood(EnrolledDevice row, EnrolmentCode code, Instant now) {
    var hash = row.getCode();
    var expires = row.getCodeExpires();
    return hash != null && code.matches(hash) && expires != null && now.isBefore(expires);
  }

  private void change(String device, DeviceLedger.Change change) {
    try {
      ledger.change(device, change);
    } catch (NotEnrolled e) {
      throw new IllegalStateException("nobody refuses an operator", e);
    }
  }

  private static EnrolledDevice.Builder next(@Nullable EnrolledDevice row, String by, Instant now) {
    var next =
        row == null
            ? EnrolledDevice.newBuilder()
                .setKind(DeviceKind.DEVICE)
                .setState(DeviceState.PENDING)
                .setDevices(List.of())
            : EnrolledDevice.newBuilder(row);
    return next.setBy(by).setAt(now);
  }

  private static List<String> sorted(Set<String> devices) {
    return devices.stream().sorted().toList();
  }

  private Instant now() {
    return clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }
}
