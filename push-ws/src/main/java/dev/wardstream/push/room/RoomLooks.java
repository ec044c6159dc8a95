package dev.wardstream.push.room;

import dev.wardstream.edge.audit.AccessLog;
import dev.wardstream.edge.audit.AccessLog.NotRecordedException;
import dev.wardstream.edge.audit.Denied;
import dev.wardstream.edge.http.Caller;
import dev.wardstream.edge.socket.ErrorCode;
import dev.wardstream.edge.socket.Refusal;
import dev.wardstream.edge.socket.Refusal.Wanted;
import dev.wardstream.push.hub.Item;
import dev.wardstream.push.room.RoomHistory.Spot;
import dev.wardstream.push.room.RoomHistory.WrongPartitionException;
import dev.wardstream.push.stream.Kind;
import dev.wardstream.push.stream.StreamName;
import dev.wardstream.push.stream.StreamName.Scope;
import dev.wardstream.push.table.Rights;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AccessRecord;
import dev.wardstream.schemas.avro.OffsetRange;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Whether somebody may look into a room's past: whoever may follow it now. What is shown is on
 * record before it is answered. Any thread that may wait.
 */
final class RoomLooks {
  static final String WHAT = "push.history";

  private final Rights rights;
  private final RoomHistory history;
  private final AccessLog log;
  private final InstantSource clock;

  RoomLooks(Rights rights, RoomHistory history, AccessLog log, InstantSource clock) {
    this.rights = rights;
    this.history = history;
    this.log = log;
    this.clock = clock;
  }

  /**
   * Looks.
   *
   * @param before where to begin, exclusive; null for the newest
   * @param said how many messages
   */
  Past at(String room, @Nullable Spot before, int said, Caller caller)
      throws Refusal, NotRecordedException {
    var stream = new StreamName(Scope.ROOM, room, Kind.MESSAGES);
    if (!rights.mayWatch(caller.principal(), stream)) {
      throw Refusal.forbidden("room", "not a room of yours", new Wanted(stream.toString(), null));
    }
    try {
      var past = history.before(room, before, said);
      if (!past.items().isEmpty()) {
        record(stream, past.items(), caller);
      }
      return past;
    } catch (WrongPartitionException _) {
      throw Refusal.at("before", ErrorCode.MALFORMED, "not a position of this room");
    }
  }

  private void record(StreamName stream, List<Item> items, Caller caller)
      throws NotRecordedException {
    var known = rights.rooms().of(caller.principal().subject()).get(stream.id());
    var range =
        new OffsetRange(
            Topics.CHAT_MESSAGES.name(),
            items.getFirst().partition(),
            items.getFirst().offset(),
            items.getLast().offset());
    log.record(
        AccessRecord.newBuilder()
            .setSubject(caller.principal().subject())
            .setRole(Denied.roles(caller.principal()))
            .setPatient(known == null ? null : known.patient())
            .setWhat(WHAT)
            .setResource(stream.toString())
            .setRanges(List.of(range))
            .setAt(clock.instant().truncatedTo(ChronoUnit.MILLIS))
            .setAllowed(true)
            .setReason(null)
            .setAddress(caller.address())
            .setCount(items.size())
            .build());
  }
}
