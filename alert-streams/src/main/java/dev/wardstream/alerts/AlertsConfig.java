package dev.wardstream.alerts;

import dev.wardstream.edge.Backends;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Everything an operator can set.
 *
 * @param backends where Kafka and the schema registry are
 * @param applicationId consumer group, and prefix of the job's internal topics
 * @param stateFolder where the stores are kept between starts; can be lost, is rebuilt from Kafka
 * @param capacity how much of this and other machines to use
 * @param grace how long after the start and after an outage edges and devices may take to deliver
 *     what they had kept back, before silence is alarmed
 */
public record AlertsConfig(
    Backends backends, String applicationId, Path stateFolder, Capacity capacity, Duration grace) {
  /** The usual grace. */
  public static final Duration GRACE = Duration.ofSeconds(15);

  public AlertsConfig {
    if (!applicationId.matches("[A-Za-z0-9._-]{1,100}")) {
      throw new IllegalArgumentException(
          "the application id must be 1 to 100 of A-Z a-z 0-9 . _ -: " + applicationId);
    }
    if (grace.isNegative()) {
      throw new IllegalArgumentException("the grace is negative: " + grace);
    }
  }

  /**
   * How much to use.
   *
   * @param threads stream threads of this instance
   * @param standbys warm copies of each partition's state on other instances
   */
  public record Capacity(int threads, int standbys) {
    public Capacity {
      if (threads < 1) {
        throw new IllegalArgumentException("there must be a thread, not " + threads);
      }
      if (standbys < 0) {
        throw new IllegalArgumentException("standbys cannot be negative: " + standbys);
      }
    }
  }

  /** Reads the environment; see {@link AlertsSetup#from}. */
  public static AlertsConfig from(Map<String, String> environment) {
    return AlertsSetup.from(environment).job();
  }
}
