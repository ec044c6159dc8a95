package dev.wardstream.ingest;

import dev.wardstream.accounts.PeopleConfig;
import dev.wardstream.edge.Backends;
import dev.wardstream.edge.EdgeConfig;
import dev.wardstream.edge.Settings;
import dev.wardstream.edge.devices.Devices.Strangers;
import dev.wardstream.edge.http.BodyLimits;
import dev.wardstream.ingest.record.RecorderConfig;
import java.util.Map;

/**
 * Configuration of an ingest node of its own, from {@code WARDSTREAM_INGEST_…}.
 *
 * @param edge how it listens
 * @param backends where Kafka and the schema registry are
 * @param people whose tokens are accepted
 * @param recorder how records are sent
 * @param bodies how much is read of a request over HTTP
 * @param strangers what is done with devices that are not enrolled
 */
public record IngestConfig(
    EdgeConfig edge,
    Backends backends,
    PeopleConfig people,
    RecorderConfig recorder,
    BodyLimits bodies,
    Strangers strangers) {

  private static final String PREFIX = "WARDSTREAM_INGEST_";
  private static final int PORT = 7410;

  /** Reads the environment; an unknown {@code WARDSTREAM_INGEST_…} is an error. */
  public static IngestConfig from(Map<String, String> environment) {
    var settings = Settings.of(PREFIX, environment);
    var edge = EdgeConfig.from(settings, PORT);
    var config =
        new IngestConfig(
            edge,
            Backends.from(settings),
            PeopleConfig.verifying(settings, edge.rules()),
            RecorderConfig.from(settings),
            BodyLimits.from(settings),
            Strangers.from(settings));
    settings.refuseUnknown();
    return config;
  }
}
