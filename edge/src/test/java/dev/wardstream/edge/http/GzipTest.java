package dev.wardstream.edge.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.edge.socket.Refusal;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;

class GzipTest {
  private static final int MOST = 1 << 20;

  private static byte[] gzip(byte[] content) throws IOException {
    var out = new ByteArrayOutputStream();
    try (var gzip = new GZIPOutputStream(out)) {
      gzip.write(content);
    }
    return out.toByteArray();
  }

  private static byte[] random(int bytes) {
    var content = new byte[bytes];
    new Random(7).nextBytes(content);
    return content;
  }

  @Test
  void undoesGzip() throws Exception {
    var content = random(300_000);
    assertThat(Gzip.inflate(gzip(content), MOST)).isEqualTo(content);
  }

  @Test
  void takesAsMuchAsTheLimitAndNotAByteMore() throws Exception {
    assertThat(Gzip.inflate(gzip(random(MOST)), MOST)).hasSize(MOST);
    var more = gzip(random(MOST + 1));
    assertThatThrownBy(() -> Gzip.inflate(more, MOST))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("1048576 bytes");
  }

  @Test
  void refusesWhatGrowsMoreThanHundredfold() throws Exception {
    var bomb = gzip(new byte[MOST]);
    assertThatThrownBy(() -> Gzip.inflate(bomb, 1 << 30))
        .isInstanceOf(Refusal.class)
        .hasMessageContaining("hundredfold");
  }

  @Test
  void takesASmallBodyHoweverMuchItGrows() throws Exception {
    assertThat(Gzip.inflate(gzip(new byte[60_000]), MOST)).hasSize(60_000);
  }

  @Test
  void refusesWhatIsCutOffOrNoGzip() throws Exception {
    var whole = gzip(random(1000));
    for (var broken :
        new byte[][] {
          Arrays.copyOf(whole, whole.length - 5), Arrays.copyOf(whole, 5), {}, {1, 2, 3}
        }) {
      assertThatThrownBy(() -> Gzip.inflate(broken, MOST))
          .isInstanceOf(Refusal.class)
          .hasMessageContaining("not gzip");
    }
  }
}
