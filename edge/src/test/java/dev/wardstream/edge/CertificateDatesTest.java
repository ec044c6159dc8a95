package dev.wardstream.edge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.wardstream.edge.access.Certificates;
import dev.wardstream.edge.access.InvalidToken;
import dev.wardstream.edge.access.Principal;
import dev.wardstream.edge.access.Standing;
import java.nio.file.Path;
import java.security.cert.X509Certificate;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Certificates after their time, on connections that have outlived it. */
class CertificateDatesTest {
  private final Certificates certificates =
      new Certificates() {
        @Override
        public Optional<String> whyNotReady() {
          return Optional.empty();
        }

        @Override
        public Principal principal(X509Certificate certificate) {
          return TestEdge.principal("mon-1");
        }
      };

  @TempDir private Path folder;

  private X509Certificate certificate(String start, int days) throws Exception {
    return TestCertificates.certificate(
        TestCertificates.keyStore(folder, "mon-1", "EC", start, days));
  }

  @Test
  void isGoodBetweenItsDates() throws Exception {
    assertThat(certificates.principal(certificate("-1d", 30), Standing.ALWAYS).subject())
        .isEqualTo("mon-1");
  }

  @ParameterizedTest(name = "from {0} for {1} days")
  @CsvSource({"-3d, 2", "+1d, 2"})
  void isGoodNeitherBeforeNorAfterThem(String start, int days) throws Exception {
    var certificate = certificate(start, days);
    assertThatThrownBy(() -> certificates.principal(certificate, Standing.ALWAYS))
        .isInstanceOf(InvalidToken.class)
        .hasMessage("time");
  }
}
