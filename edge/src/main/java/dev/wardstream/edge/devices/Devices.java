package dev.wardstream.edge.devices;

import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.InvalidToken;
import dev.wardstream.edge.access.Lapse;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Proof;
import dev.wardstream.edge.access.Role;
import dev.wardstream.edge.access.Standing;
import dev.wardstream.edge.table.CompactedTable;
import dev.wardstream.edge.table.Row;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.DeviceKind;
import dev.wardstream.schemas.avro.DeviceState;
import dev.wardstream.schemas.avro.EnrolledDevice;
import dev.wardstream.schemas.registry.AvroSerde;
import dev.wardstream.schemas.registry.SchemaRegistry;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Which devices and gateways may talk: the table {@code devices}. A row beats every token: who is
 * revoked there is refused whatever they show. Any thread may ask; one thread of its own follows.
 */
public final class Devices implements AutoCloseable {
  private static final Duration START = Duration.ofMinutes(10);

  private final Map<String, EnrolledDevice> known = new ConcurrentHashMap<>();
  private final Set<String> askedEarly = ConcurrentHashMap.newKeySet();
  private final List<Consumer<String>> listeners = new CopyOnWriteArrayList<>();
  private final CompactedTable<EnrolledDevice> table;
  private final Thread starting;

  private Devices(Map<String, Object> kafka, SchemaRegistry registry) {
    var values = AvroSerde.of(Topics.DEVICES, EnrolledDevice.class, registry).deserializer();
    table = CompactedTable.open(kafka, Topics.DEVICES.name(), values, this::changed);
    starting = Thread.ofVirtual().name("devices-starting").start(this::settle);
  }

  /**
   * Begins to read the table; returns at once.
   *
   * @param kafka client settings: {@code bootstrap.servers} and how to authenticate
   */
  public static Devices open(Map<String, Object> kafka, SchemaRegistry registry) {
    return new Devices(kafka, registry);
  }

  /** Why the table cannot be relied on yet; empty when it can. */
  public Optional<String> whyNotReady() {
    return table.whyNotReady();
  }

  private void changed(String device, @Nullable Row<EnrolledDevice> row) {
    var before = row == null ? known.remove(device) : known.put(device, row.value());
    var beginsWell = before == null && row != null && row.value().getState() == DeviceState.ACTIVE;
    if (!beginsWell && table.whyNotReady().isEmpty()) {
      announce(device);
    }
  }

  private void announce(String device) {
    listeners.forEach(listener -> listener.accept(device));
  }

  /** Who was let in while the table was being read is looked at again when it has been. */
  private void settle() {
    try {
      if (table.awaitReady(START)) {
        askedEarly.forEach(this::announce);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    askedEarly.clear();
  }

  /** The row of a device; null when there is none. */
  public @Nullable EnrolledDevice find(String device) {
    return known.get(device);
  }

  /**
   * Whether a principal may write for a device now: a device for itself, a gateway for those that
   * its row lists, or, where it has no row, its token; where both list devices, both must. Nobody
   * may for a device that is not active.
   */
  public boolean mayWrite(Principal principal, String device) {
    var row = find(device);
    if (row != null && row.getState() != DeviceState.ACTIVE) {
      return false;
    }
    if (principal.is(Role.DEVICE) && principal.subject().equals(device)) {
      return true;
    }
    return principal.is(Role.GATEWAY) && lists(principal, device);
  }

  private boolean lists(Principal gateway, String device) {
    var row = find(gateway.subject());
    var claimed = gateway.devices();
    if (row == null) {
      return claimed.contains(device);
    }
    return row.getKind() == DeviceKind.GATEWAY
        && row.getState() == DeviceState.ACTIVE
        && row.getDevices().contains(device)
        && (claimed.isEmpty() || claimed.contains(device));
  }

  /** What is done with a device that has a good token and no row. */
  public enum Strangers {
    REFUSED,
    ACCEPTED;

    /** Reads {@code UNENROLLED_DEVICES}: {@code refused}, the default, or {@code accepted}. */
    public static Strangers from(Settings settings) {
      return settings.take("UNENROLLED_DEVICES", Strangers::named).orElse(REFUSED);
    }

    private static Strangers named(String text) {
      return switch (text) {
        case "refused" -> REFUSED;
        case "accepted" -> ACCEPTED;
        default -> throw new IllegalArgumentException("neither refused nor accepted");
      };
    }
  }

  /** Whether devices and gateways are still good; other principals always are. */
  public Standing standing(Strangers strangers) {
    return new Standing() {
      @Override
      public Optional<Lapse> lapse(Principal principal) {
        return Devices.this.lapse(principal, strangers);
      }

      @Override
      public void listen(Consumer<String> changed) {
        listeners.add(changed);
      }
    };
  }

  private Optional<Lapse> lapse(Principal principal, Strangers strangers) {
    if (!principal.is(Role.DEVICE) && !principal.is(Role.GATEWAY)) {
      return Optional.empty();
    }
    if (table.whyNotReady().isPresent()) {
      askedEarly.add(principal.subject());
      if (table.whyNotReady().isPresent()) {
        return Optional.empty();
      }
    }
    var row = find(principal.subject());
    if (row == null) {
      return strangers == Strangers.REFUSED ? Optional.of(Lapse.REVOKED) : Optional.empty();
    }
    if (row.getState() != DeviceState.ACTIVE || isVoid(principal.proof(), row.getVoidBefore())) {
      return Optional.of(Lapse.REVOKED);
    }
    return principal.is(role(row.getKind())) ? Optional.empty() : Optional.of(Lapse.RIGHTS_CHANGED);
  }

  /** Tokens tell whole seconds: one of the same second as the revocation is void, too. */
  private static boolean isVoid(Proof proof, @Nullable Instant voidBefore) {
    return voidBefore != null
        && !proof.issuer().isEmpty()
        && !proof.issued().isAfter(voidBefore.truncatedTo(ChronoUnit.SECONDS));
  }

  static Role role(DeviceKind kind) {
    return kind == DeviceKind.GATEWAY ? Role.GATEWAY : Role.DEVICE;
  }

  /**
   * The principal of an active device that has proven itself otherwise than by a token.
   *
   * @param proof what it has shown
   * @throws InvalidToken when it is not enrolled, or not active
   */
  public Principal principal(String device, Instant expires, Proof proof) throws InvalidToken {
    var row = find(device);
    if (row == null || row.getState() != DeviceState.ACTIVE) {
      throw new InvalidToken("standing");
    }
    return new Principal(
        device, Set.of(role(row.getKind())), Set.of(), Set.of(), Set.of(), expires, proof);
  }

  @Override
  public void close() {
    starting.interrupt();
    table.close();
  }
}
