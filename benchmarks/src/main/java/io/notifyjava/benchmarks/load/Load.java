package io.notifyjava.benchmarks.load;

/** The program of a load run's own JVM: one contender, one scenario, one line of JSON. */
public final class Load {

  private Load() {}

  /**
   * Runs it.
   *
   * @param args as {@link LoadPlan#arguments} gives them
   */
  public static void main(String[] args) throws Exception {
    LoadResult result = new LoadRun(LoadPlan.parse(args), System::nanoTime).run();
    System.out.println(result.json());
    // Some peers leave threads behind that are no daemons.
    System.exit(0);
  }
}
