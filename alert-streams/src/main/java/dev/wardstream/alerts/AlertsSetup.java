package dev.wardstream.alerts;

import dev.wardstream.edge.Backends;
import dev.wardstream.edge.OperationsConfig;
import dev.wardstream.edge.Settings;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;

/**
 * Everything an operator can set when the job is a process of its own.
 *
 * @param job the job
 * @param operations where health and metrics are
 */
public record AlertsSetup(AlertsConfig job, OperationsConfig operations) {
  private static final String PREFIX = "WARDSTREAM_ALERTS_";
  private static final int PORT = 7430;

  /**
   * Reads the environment; an unknown {@code WARDSTREAM_ALERTS_*} variable is an error, not a typo
   * to live with.
   */
  public static AlertsSetup from(Map<String, String> environment) {
    var settings = Settings.of(PREFIX, environment);
    var job =
        new AlertsConfig(
            Backends.from(settings),
            settings.text("APPLICATION_ID").orElse("wardstream-alerts"),
            settings.take("STATE_FOLDER", Path::of).orElse(Path.of("data", "alerts")),
            new AlertsConfig.Capacity(
                settings.take("THREADS", Integer::valueOf).orElse(2),
                settings.take("STANDBYS", Integer::valueOf).orElse(1)),
            settings.take("GRACE", Duration::parse).orElse(AlertsConfig.GRACE));
    var setup = new AlertsSetup(job, OperationsConfig.from(settings, PORT));
    settings.refuseUnknown();
    return setup;
  }
}
