package dev.wardstream.edge.socket;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TraceparentTest {
  private static final String EXAMPLE = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @Test
  void isCarriedAsItCame() {
    assertThat(Traceparent.bytes(EXAMPLE)).asString().isEqualTo(EXAMPLE);
    assertThat(Traceparent.bytes(null)).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "00-00000000000000000000000000000000-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-0000000000000000-01",
        "00-0AF7651916CD43DD8448EB211C80319C-b7ad6b7169203331-01",
        "ff-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01-patient-name",
        "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331"
      })
  void whatIsInvalidIsNotCarried(String header) {
    assertThat(Traceparent.bytes(header)).isNull();
  }
}
