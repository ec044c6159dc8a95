package dev.wardstream.alerts.rules;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.ProcessorSupplier;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;

/**
 * The documents of all partitions of {@code alerts.rules} as the topology sees them: read whole
 * before any task begins, and followed from then on by one thread of every instance.
 *
 * @param rules who takes them
 */
public record RuleTopic(RulesInForce rules)
    implements ProcessorSupplier<String, String, Void, Void> {

  /** Global store of the documents. The name is data. */
  public static final String STORE = "rules";

  /** On the heap: a few documents, read from the topic at every start. */
  public static StoreBuilder<KeyValueStore<String, String>> store() {
    return Stores.keyValueStoreBuilder(
            Stores.inMemoryKeyValueStore(STORE), Serdes.String(), Serdes.String())
        .withLoggingDisabled();
  }

  @Override
  public Processor<String, String, Void, Void> get() {
    return new Documents(rules);
  }

  private static final class Documents implements Processor<String, String, Void, Void> {
    private final RulesInForce rules;
    private KeyValueStore<String, String> store;

    private Documents(RulesInForce rules) {
      this.rules = rules;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
      store = context.getStateStore(STORE);
      try (var known = store.all()) {
        known.forEachRemaining(document -> rules.take(document.key, document.value));
      }
    }

    @Override
    public void process(Record<String, String> record) {
      String key = record.key() == null ? "" : record.key();
      store.put(key, record.value());
      rules.take(key, record.value());
    }
  }
}
