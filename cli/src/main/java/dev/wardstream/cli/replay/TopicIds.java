package dev.wardstream.cli.replay;

import dev.wardstream.cli.terminal.CommandFailed;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Asks a cluster for the id of a topic. */
final class TopicIds {
  private TopicIds() {}

  static String of(String bootstrapServers, String topic) {
    var config =
        Map.<String, Object>of(
            "bootstrap.servers", bootstrapServers,
            "default.api.timeout.ms", "15000",
            "request.timeout.ms", "5000");
    try (var admin = Admin.create(config)) {
      var description = admin.describeTopics(List.of(topic)).topicNameValues().get(topic);
      if (description == null) {
        throw new IllegalStateException("no answer about " + topic);
      }
      return description.get().topicId().toString();
    } catch (ExecutionException e) {
      throw e.getCause() instanceof UnknownTopicOrPartitionException
          ? new CommandFailed(
              "The cluster at %s has no topic %s; `wardstream topics apply` makes it."
                  .formatted(bootstrapServers, topic),
              e)
          : CommandFailed.of("No answer from the cluster at " + bootstrapServers, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CommandFailed("Interrupted.", e);
    }
  }
}
