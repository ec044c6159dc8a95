package dev.wardstream.cli.why;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.wardstream.cli.platform.Target;
import dev.wardstream.cli.terminal.CommandFailed;
import dev.wardstream.edge.audit.AccessLog;
import dev.wardstream.edge.audit.AccessLog.NotRecordedException;
import dev.wardstream.push.why.Ranges;
import dev.wardstream.push.why.WhyReader;
import dev.wardstream.push.why.WhyReader.LateException;
import dev.wardstream.push.wire.Explanation;
import dev.wardstream.push.wire.WhyJson;
import dev.wardstream.schemas.avro.AccessRecord;
import dev.wardstream.schemas.registry.RegistryClient;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.KafkaException;
import org.jspecify.annotations.Nullable;

/** Reads an explanation from the log, on record like any other look. */
final class LogAnswer {
  private static final Duration WITHIN = Duration.ofMinutes(2);

  private LogAnswer() {}

  /** The JSON of the explanation. */
  static String read(Target target, String alertId, @Nullable String patient) {
    var bootstrap = target.bootstrapServers();
    var kafka = Map.<String, Object>of("bootstrap.servers", bootstrap);
    try (var registry = new RegistryClient(target.registryUri());
        var log = AccessLog.open(kafka, registry)) {
      var found = new WhyReader(kafka, registry, WITHIN).explain(alertId, patient);
      log.record(look(alertId, patient, found));
      return new String(
          WhyJson.of(
              found.orElseThrow(() ->
                  new CommandFailed(
                      "No alert %s in the log%s: is the id right, and the log long enough?"
                          .formatted(alertId, patient == null ? "" : " of " + patient)))),
          UTF_8);
    } catch (LateException e) {
      throw new CommandFailed("The alert was " + e.getMessage() + " with --patient.", e);
    } catch (NotRecordedException e) {
      throw CommandFailed.of("Nothing is shown that is not on record in audit.access", e);
    } catch (KafkaException e) {
      throw CommandFailed.of("The log cannot be read from " + bootstrap, e);
    }
  }

  private static AccessRecord look(
      String alertId, @Nullable String patient, Optional<Explanation> found) {
    return AccessRecord.newBuilder()
        .setSubject(System.getProperty("user.name"))
        .setRole("operator")
        .setPatient(found.map(Explanation::patient).orElse(patient))
        .setWhat("alerts.why")
        .setResource(alertId)
        .setRanges(found.map(Ranges::of).orElse(List.of()))
        .setAt(Instant.now().truncatedTo(ChronoUnit.MILLIS))
        .setAllowed(found.isPresent())
        .setReason(found.isPresent() ? null : "no such alert")
        .build();
  }
}
