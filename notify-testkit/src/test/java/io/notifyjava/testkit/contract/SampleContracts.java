package io.notifyjava.testkit.contract;

import io.notifyjava.testkit.TestMessage;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.extension.ExtendWith;

/** Contracts with unusual fixtures. They run within {@link ProviderFixtureTest} only. */
final class SampleContracts {

  private SampleContracts() {}

  /** Leaves out what may not be left out. */
  @ExtendWith(OnlyWithin.class)
  static class Speechless extends ProviderContract<TestMessage> {

    @Override
    protected ProviderFixture<TestMessage> fixture() {
      return new TinyFixture() {

        @Override
        public Set<ServerMood> without() {
          return EnumSet.of(ServerMood.SILENT, ServerMood.THROTTLES);
        }

        @Override
        public Collection<String> secrets() {
          return List.of("1234567");
        }
      };
    }
  }

  /** A vendor that has few words. */
  @ExtendWith(OnlyWithin.class)
  static class Modest extends ProviderContract<TestMessage> {

    @Override
    protected ProviderFixture<TestMessage> fixture() {
      return new TinyFixture() {

        @Override
        public Set<ServerMood> without() {
          Set<ServerMood> without = EnumSet.copyOf(ServerMood.TOKENS);
          without.add(ServerMood.REFUSES_TEMPLATE);
          without.add(ServerMood.ALREADY_ARRIVED);
          return without;
        }

        @Override
        public Optional<TestMessage> messageThatIsIdempotent() {
          return Optional.empty();
        }
      };
    }
  }

  /** Counts its fixtures. */
  @ExtendWith(OnlyWithin.class)
  static class Counting extends ProviderContract<TestMessage> {

    static int opened;
    static int closed;

    @Override
    protected ProviderFixture<TestMessage> fixture() {
      opened++;
      return new TinyFixture() {

        @Override
        public void close() {
          super.close();
          closed++;
        }
      };
    }
  }
}
