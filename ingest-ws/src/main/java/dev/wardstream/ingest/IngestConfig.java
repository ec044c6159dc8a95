package dev.wardstream.ingest;

import dev.wardstream.edge.EdgeConfig;
import dev.wardstream.edge.Settings;
import dev.wardstream.edge.access.FixedKeys;
import dev.wardstream.edge.access.KeySource;
import dev.wardstream.edge.access.RemoteKeys;
import dev.wardstream.ingest.record.RecorderConfig;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * Configuration of an ingest node of its own, from {@code WARDSTREAM_INGEST_…}.
 *
 * @param edge how it listens
 * @param kafka client settings: {@code bootstrap.servers} and how to authenticate
 * @param registry where the schema registry is
 * @param keys keys of the token issuer
 * @param recorder how records are sent
 */
public record IngestConfig(
    EdgeConfig edge,
    Map<String, Object> kafka,
    URI registry,
    KeySource keys,
    RecorderConfig recorder) {

  private static final String PREFIX = "WARDSTREAM_INGEST_";
  private static final int PORT = 7410;

  public IngestConfig {
    kafka = Map.copyOf(kafka);
  }

  /** Reads the environment; an unknown {@code WARDSTREAM_INGEST_…} is an error. */
  public static IngestConfig from(Map<String, String> environment) {
    var settings = Settings.of(PREFIX, environment);
    var config =
        new IngestConfig(
            EdgeConfig.from(settings, PORT),
            kafka(settings),
            settings.take("REGISTRY_URL", URI::create).orElse(URI.create("http://127.0.0.1:8081")),
            keys(settings),
            RecorderConfig.from(settings));
    settings.refuseUnknown();
    return config;
  }

  private static Map<String, Object> kafka(Settings settings) {
    var kafka =
        new HashMap<String, Object>(
            settings.take("KAFKA_PROPERTIES_FILE", IngestConfig::properties).orElse(Map.of()));
    kafka.put("bootstrap.servers", settings.text("BOOTSTRAP_SERVERS").orElse("127.0.0.1:9092"));
    return kafka;
  }

  private static Map<String, Object> properties(String file) {
    var properties = new Properties();
    try (var in = Files.newInputStream(Path.of(file))) {
      properties.load(in);
    } catch (IOException e) {
      throw new IllegalArgumentException("cannot be read", e);
    }
    var map = new HashMap<String, Object>();
    properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
    return map;
  }

  private static KeySource keys(Settings settings) {
    var file = settings.take("TOKEN_KEYS_FILE", Path::of);
    var url = settings.take("TOKEN_KEYS_URL", URI::create);
    if (file.isPresent() == url.isPresent()) {
      throw new IllegalArgumentException(
          "set one of %1$sTOKEN_KEYS_FILE and %1$sTOKEN_KEYS_URL".formatted(PREFIX));
    }
    return file.<KeySource>map(FixedKeys::of).orElseGet(() -> new RemoteKeys(url.orElseThrow()));
  }
}
