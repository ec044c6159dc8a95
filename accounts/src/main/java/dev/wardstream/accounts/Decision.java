package dev.wardstream.accounts;

import dev.wardstream.schemas.Topic;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.Account;
import dev.wardstream.schemas.avro.AccountSession;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;
import org.jspecify.annotations.Nullable;

/** What to change, decided on tables that are up to date; perhaps more than once. */
@FunctionalInterface
interface Decision<T> {

  /** Decides. Must not change anything by itself. */
  Outcome<T> on(AccountTables tables) throws AccountRefusal;

  /**
   * What was decided.
   *
   * @param result for who asked
   * @param writes all of them happen, or none
   */
  record Outcome<T>(T result, List<Write> writes) {
    static <T> Outcome<T> of(T result, Write... writes) {
      return new Outcome<>(result, List.of(writes));
    }
  }

  /**
   * One record to be written.
   *
   * @param value null deletes
   */
  record Write(Topic topic, String key, @Nullable SpecificRecord value) {
    static Write account(String id, Account account) {
      return new Write(Topics.ACCOUNTS, id, account);
    }

    static Write session(String id, @Nullable AccountSession session) {
      return new Write(Topics.ACCOUNTS_SESSIONS, id, session);
    }
  }
}
