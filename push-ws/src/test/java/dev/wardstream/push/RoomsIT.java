package dev.wardstream.push;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Role;
import dev.wardstream.schemas.Topics;
import dev.wardstream.schemas.avro.AccessRecord;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** What rooms have beside their stream: their past, who has read how far, and who types. */
class RoomsIT {
  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Pattern TEXT = Pattern.compile("\"text\":\"([^\"]+)\"");
  private static final Pattern BEFORE = Pattern.compile("\"before\":\"([^\"]+)\"");
  private static final String SNAPSHOT = "\"snapshot\"";
  private static final HttpClient HTTP = HttpClient.newHttpClient();
  private static Ward ward;

  @BeforeAll
  static void start() {
    ward = new Ward();
  }

  @AfterAll
  static void stop() {
    ward.close();
  }

  private static HttpResponse<String> ask(String subject, String path) {
    var principal =
        new Principal(
            subject, Set.of(Role.NURSE), Set.of("one"), Set.of(), Set.of(), Instant.EPOCH);
    var token = ward.mint.issue(principal, Duration.ofMinutes(5));
    var uri = URI.create("http://127.0.0.1:" + ward.server.port() + "/v1/rooms/" + path);
    var request =
        HttpRequest.newBuilder(uri).header("Authorization", "Bearer " + token).timeout(LIMIT);
    try {
      return HTTP.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw new IllegalStateException("no answer", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  private static void makeRoom(String room, String... members) {
    ward.records.room(room, members);
    Awaitility.await()
        .atMost(LIMIT)
        .until(() -> ask(members[0], room + "/messages?limit=1").statusCode() == 200);
  }

  private static List<String> texts(String body) {
    return TEXT.matcher(body).results().map(found -> found.group(1)).toList();
  }

  @Test
  void theWholePastComesPageByPageAndEachMessageOnce() {
    makeRoom("past", "nurse-1");
    var said = new ArrayList<String>();
    for (var i = 0; i < 25; i++) {
      said.add("m" + i);
      ward.records.say("past", "m" + i);
      ward.records.say("noise-" + i % 7, "noise"); // shares partitions
    }
    ward.records.garbage(Topics.CHAT_MESSAGES, "past");

    var pages = new ArrayList<List<String>>();
    var read = new ArrayList<String>();
    var query = "?limit=10";
    var unreadable = 0;
    for (var more = true; more; ) {
      var body = ask("nurse-1", "past/messages" + query).body();
      unreadable += body.contains("\"unreadable\":1") ? 1 : 0;
      pages.add(texts(body));
      read.addAll(0, texts(body));
      var before = BEFORE.matcher(body);
      more = before.find();
      query = more ? "?limit=10&before=" + before.group(1) : "";
    }

    assertThat(read).isEqualTo(said);
    assertThat(pages.getFirst()).hasSize(10);
    assertThat(unreadable).isEqualTo(1);
  }

  @Test
  void theyAreForMembersAloneAndOnRecord() {
    makeRoom("closed", "nurse-1");
    var at = ward.records.say("closed", "between us");
    ward.records.say("closed", "and this");

    assertThat(texts(ask("nurse-1", "closed/messages?limit=2").body()))
        .containsExactly("between us", "and this");
    assertThat(ask("nurse-2", "closed/messages"))
        .matches(answer -> answer.statusCode() == 403 && answer.body().contains("FORBIDDEN"));

    assertThat(looks("nurse-1", true))
        .anySatisfy(look -> {
          var range = look.getRanges().getFirst();
          assertThat(look.getCount()).isEqualTo(2);
          assertThat(range.getFirst()).isEqualTo(at.offset());
          assertThat(range.getLast()).isGreaterThan(at.offset());
        });
    Awaitility.await().atMost(LIMIT).until(() -> looks("nurse-2", false).size() == 1);
  }

  private static List<AccessRecord> looks(String subject, boolean allowed) {
    return ward.records.read(Topics.AUDIT_ACCESS, AccessRecord.class).stream()
        .filter(look -> look.getWhat().equals("push.history"))
        .filter(look -> look.getResource().equals("rooms/closed/messages"))
        .filter(look -> look.getSubject().equals(subject) && look.getAllowed() == allowed)
        .toList();
  }

  @Test
  void whatIsNotAQuestionIsRefused() {
    makeRoom("asked", "nurse-1");
    var at = ward.records.say("asked", "hello");
    assertThat(ask("nurse-1", "asked/messages?limit=0").body()).contains("\"path\":\"limit\"");
    assertThat(ask("nurse-1", "asked/messages?limit=201").statusCode()).isEqualTo(400);
    assertThat(ask("nurse-1", "asked/messages?before=4410").body()).contains("\"path\":\"before\"");
    var elsewhere = "chat.messages/%d/0".formatted(at.partition() + 1);
    assertThat(ask("nurse-1", "asked/messages?before=" + elsewhere).statusCode()).isEqualTo(400);
    assertThat(ask("nurse-1", "asked").statusCode()).isEqualTo(404);
  }

  @Test
  void aSnapshotTellsHowFarEachMemberHasRead() {
    makeRoom("read", "nurse-1", "nurse-2");
    var first = ward.records.say("read", "one");
    ward.records.read("read", "nurse-2", first);
    var second = ward.records.say("read", "two");
    ward.records.read("read", "nurse-2", second);
    ward.records.read("read", "nurse-2", first);
    try (var nurse = ward.nurse("one")) {
      var sub = nurse.sub("rooms/read/messages", SNAPSHOT);
      nurse.awaitLive(sub);
      assertThat(nurse.lines())
          .filteredOn(line -> line.startsWith("{\"sub\":%d,\"snapshot\"".formatted(sub)))
          .singleElement()
          .asString()
          .containsOnlyOnce("READ")
          .contains(
              "\"message\":\"chat.messages/%d/%d\"".formatted(second.partition(), second.offset()))
          .contains("\"text\":\"one\"", "\"text\":\"two\"");
    }
  }

  @Test
  void whoTypesIsSeenFromEveryNode() {
    makeRoom("typed", "nurse-1", "nurse-2");
    try (var nurse = ward.nurse("one");
        var other = ward.another();
        var second = other.connect("nurse-2", "one");
        var stranger = other.connect("nurse-3", "one")) {
      var presence = nurse.sub("rooms/typed/presence", SNAPSHOT);
      nurse.awaitLive(presence);
      second.awaitLive(second.sub("rooms/typed/messages", "\"live\""));

      assertThat(stranger.ask("typing", "{\"room\":\"typed\"}")).contains("FORBIDDEN");
      assertThat(second.ask("typing", "{}")).contains("\"path\":\"typing.room\"");
      assertThat(second.ask("typing", "{\"room\":\"typed\"}")).contains("\"ok\":{}");

      var told =
          nurse.line(line ->
              line.startsWith("{\"sub\":%d,\"data\"".formatted(presence))
                  && line.contains("typingUntil"));
      assertThat(told).contains("\"subject\":\"nurse-2\"");
    }
  }
}
