package dev.wardstream.edge.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

/** Keys behind a URL, in time that the test moves. */
class RemoteKeysTest {
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final AtomicInteger asked = new AtomicInteger();
  private final RemoteKeys keys = new RemoteKeys("test", this::answer, nanos::get);
  private String document = "";
  private boolean gone;

  private String answer() throws IOException {
    asked.incrementAndGet();
    if (gone) {
      throw new IOException("connection refused");
    }
    return document;
  }

  private static ECKey key(String id) throws Exception {
    return new ECKeyGenerator(Curve.P_256).keyID(id).generate();
  }

  private void publish(String... ids) throws Exception {
    var published = new ArrayList<JWK>();
    for (var id : ids) {
      published.add(key(id));
    }
    document = new JWKSet(List.copyOf(published)).toString();
  }

  private void pass(Duration time) {
    nanos.addAndGet(time.toNanos());
  }

  @Test
  void asksOnceForKeysThatAreKnown() throws Exception {
    publish("a", "b");
    for (var i = 0; i < 100; i++) {
      assertThat(keys.find("a")).isPresent();
      assertThat(keys.find("b")).isPresent();
    }
    assertThat(asked).hasValue(1);
    assertThat(keys.find("a").orElseThrow().isPrivate()).isFalse();
  }

  @Test
  void findsANewKeyWithoutARestartAndDropsTheOld() throws Exception {
    publish("a");
    assertThat(keys.find("a")).isPresent();
    publish("b");
    pass(Duration.ofSeconds(11));
    assertThat(keys.find("b")).isPresent();
    assertThat(keys.find("a")).isEmpty();
  }

  @Test
  void unknownIdsAskAtMostOnceInTenSeconds() throws Exception {
    publish("a");
    assertThat(keys.find("a")).isPresent();
    for (var i = 0; i < 1_000; i++) {
      assertThat(keys.find("forged-" + i)).isEmpty();
    }
    assertThat(asked).hasValue(1);
    pass(Duration.ofSeconds(10));
    for (var i = 0; i < 1_000; i++) {
      assertThat(keys.find("forged-" + i)).isEmpty();
    }
    assertThat(asked).hasValue(2);
  }

  @Test
  void outlivesAnOutageByAnHourAndThenFailsClosed() throws Exception {
    publish("a");
    assertThat(keys.find("a")).isPresent();
    gone = true;
    pass(Duration.ofMinutes(59));
    assertThat(keys.find("a")).isPresent();
    pass(Duration.ofMinutes(2));
    assertThat(keys.find("a")).isEmpty();
    gone = false;
    pass(Duration.ofSeconds(11));
    assertThat(keys.find("a")).isPresent();
  }

  @Test
  void nonsenseFromTheIssuerDoesNotReplaceWhatIsKnown() throws Exception {
    publish("a");
    assertThat(keys.find("a")).isPresent();
    document = "<html>maintenance</html>";
    pass(Duration.ofMinutes(6));
    assertThat(keys.find("a")).isPresent();
    assertThat(asked).hasValue(2);
  }

  @Test
  void issuersAreAskedOverTlsUnlessOnThisComputer() {
    assertThatThrownBy(() -> RemoteKeys.discovered(URI.create("http://id.example/realm")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("https");
    assertThatThrownBy(() -> RemoteKeys.discovered(URI.create("file:///etc/passwd")))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(RemoteKeys.discovered(URI.create("http://127.0.0.1:1/realm"))).isNotNull();
  }
}
