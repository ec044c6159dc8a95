package dev.wardstream.cli.simulate;

import dev.wardstream.cli.device.Device;
import dev.wardstream.cli.device.Faults;
import dev.wardstream.cli.device.Figures;
import dev.wardstream.cli.device.Uplink;
import dev.wardstream.cli.ward.Ward;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A ward at play: one device per bed, each on a virtual thread of its own. Started and closed by
 * one thread; the figures may be read by any.
 */
public final class Simulation implements AutoCloseable {
  private static final Duration FAULTS_APART = Duration.ofMinutes(1);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(3);

  private final Uplink uplink;
  private final List<Device> devices = new ArrayList<>();
  private final List<Thread> threads = new ArrayList<>();

  private Simulation(Uplink uplink) {
    this.uplink = uplink;
  }

  /**
   * Switches on all devices of a ward.
   *
   * @param uplink closed with the simulation
   * @param faultSeed makes things go wrong, the same for the same seed; null for a calm ward
   */
  public static Simulation start(Ward ward, Pace pace, Uplink uplink, @Nullable Long faultSeed) {
    var simulation = new Simulation(uplink);
    var boot = uplink.clock().millis();
    var beds = ward.beds();
    for (var index = 0; index < beds.size(); index++) {
      var bed = beds.get(index);
      var phase = Duration.ofMillis(1000L * index / beds.size());
      var faults =
          faultSeed == null
              ? Faults.none()
              : Faults.seeded(faultSeed + index, FAULTS_APART, pace.speed());
      simulation.add(
          new Device(bed.device(), boot, new BedSource(bed, pace, phase), faults, uplink));
    }
    return simulation;
  }

  private void add(Device device) {
    devices.add(device);
    threads.add(Thread.ofVirtual().name("device-" + devices.size()).start(device));
  }

  /** What has been sent and acknowledged so far. */
  public Figures figures() {
    return uplink.tally().figures();
  }

  /** Waits for the play to end; false when it had not ended in time. */
  public boolean await(Duration limit) throws InterruptedException {
    var deadline = System.nanoTime() + limit.toNanos();
    for (var thread : threads) {
      if (!thread.join(Duration.ofNanos(Math.max(0, deadline - System.nanoTime())))) {
        return false;
      }
    }
    return true;
  }

  @Override
  public void close() {
    devices.forEach(Device::stop);
    try {
      if (!await(STOP_LIMIT)) {
        threads.forEach(Thread::interrupt);
      }
    } catch (InterruptedException _) {
      Thread.currentThread().interrupt();
    }
    uplink.close();
  }
}
