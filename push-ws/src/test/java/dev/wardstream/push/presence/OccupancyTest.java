package dev.wardstream.push.presence;

import static org.assertj.core.api.Assertions.assertThat;

import dev.wardstream.push.stream.Kind;
import dev.wardstream.push.stream.StreamName;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OccupancyTest {

  @ParameterizedTest(name = "seed {0}")
  @ValueSource(longs = {1, 2, 3})
  void countsAsIfItHadCountedAgain(long seed) {
    var random = new Random(seed);
    var streams =
        IntStream.range(0, 5)
            .mapToObj(i -> StreamName.parse("wards/w" + i + "/alerts").orElseThrow())
            .toList();
    var watched = new ArrayList<StreamName>();
    var occupancy = new Occupancy();
    for (var step = 0; step < 400; step++) {
      if (watched.isEmpty() || random.nextInt(20) < (step < 200 ? 12 : 7)) {
        var stream = streams.get(random.nextInt(streams.size()));
        watched.add(stream);
        occupancy.came(stream);
      } else {
        occupancy.went(watched.remove(random.nextInt(watched.size())));
      }

      var counts = new HashMap<StreamName, Integer>();
      watched.forEach(stream -> counts.merge(stream, 1, Integer::sum));
      assertThat(occupancy.streams(Kind.ALERTS)).isEqualTo(counts.size());
      assertThat(occupancy.most(Kind.ALERTS))
          .isEqualTo(counts.values().stream().mapToInt(Integer::intValue).max().orElse(0));
    }
    assertThat(occupancy.streams(Kind.VITALS)).isZero();
  }
}
