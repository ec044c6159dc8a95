package dev.wardstream.edge;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;

/**
 * What every service stands on, told by the same settings everywhere: {@code BOOTSTRAP_SERVERS},
 * {@code KAFKA_PROPERTIES_FILE} and {@code REGISTRY_URL}.
 *
 * @param kafka client settings: {@code bootstrap.servers} and how to authenticate
 * @param registry base address of the schema registry
 */
public record Backends(Map<String, Object> kafka, URI registry) {
  private static final String SERVERS = "bootstrap.servers";

  public Backends {
    kafka = Map.copyOf(kafka);
    if (kafka.getOrDefault(SERVERS, "").toString().isBlank()) {
      throw new IllegalArgumentException("BOOTSTRAP_SERVERS is blank");
    }
  }

  /** A cluster that asks nobody who they are, and a registry. */
  public static Backends of(String bootstrapServers, URI registry) {
    return new Backends(Map.of(SERVERS, bootstrapServers), registry);
  }

  /** Takes the settings; by default both are on this machine. */
  public static Backends from(Settings settings) {
    var kafka = new HashMap<String, Object>();
    settings
        .take("KAFKA_PROPERTIES_FILE", Path::of)
        .map(Backends::properties)
        .ifPresent(kafka::putAll);
    settings.text("BOOTSTRAP_SERVERS").ifPresent(servers -> kafka.put(SERVERS, servers));
    kafka.putIfAbsent(SERVERS, "127.0.0.1:9092");
    var registry = settings.take("REGISTRY_URL", URI::create);
    return new Backends(kafka, registry.orElse(URI.create("http://127.0.0.1:8081")));
  }

  /** Client properties, such as security settings, in a file that only the service may read. */
  private static Map<String, Object> properties(Path file) {
    var properties = new Properties();
    try (var in = Files.newInputStream(file)) {
      properties.load(in);
    } catch (IOException e) {
      throw new UncheckedIOException("no Kafka client properties in " + file, e);
    }
    var map = new HashMap<String, Object>();
    properties.stringPropertyNames().forEach(name -> map.put(name, properties.getProperty(name)));
    return map;
  }

  /** Without what the properties file holds: secrets may be among it. */
  @Override
  public String toString() {
    return "Backends[kafka=%s, registry=%s]".formatted(kafka.get(SERVERS), registry);
  }
}
