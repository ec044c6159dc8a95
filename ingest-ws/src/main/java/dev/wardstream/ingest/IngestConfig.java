package dev.wardstream.ingest;

import dev.wardstream.edge.Backends;
import dev.wardstream.edge.EdgeConfig;
import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.KeySource;
import dev.wardstream.edge.devices.Devices.Strangers;
import dev.wardstream.ingest.record.RecorderConfig;
import java.util.Map;

/**
 * Configuration of an ingest node of its own, from {@code WARDSTREAM_INGEST_…}.
 *
 * @param edge how it listens
 * @param backends where Kafka and the schema registry are
 * @param keys keys of the token issuer
 * @param recorder how records are sent
 * @param strangers what is done with devices that are not enrolled
 */
public record IngestConfig(
    EdgeConfig edge,
    Backends backends,
    KeySource keys,
    RecorderConfig recorder,
    Strangers strangers) {

  private static final String PREFIX = "WARDSTREAM_INGEST_";
  private static final int PORT = 7410;

  /** Reads the environment; an unknown {@code WARDSTREAM_INGEST_…} is an error. */
  public static IngestConfig from(Map<String, String> environment) {
    var settings = Settings.of(PREFIX, environment);
    var config =
        new IngestConfig(
            EdgeConfig.from(settings, PORT),
            Backends.from(settings),
            KeySource.from(settings),
            RecorderConfig.from(settings),
            Strangers.from(settings));
    settings.refuseUnknown();
    return config;
  }
}
