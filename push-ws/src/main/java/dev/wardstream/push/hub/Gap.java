package dev.wardstream.push.hub;

/**
 * Records the subscriber will not get.
 *
 * @param slot which of the subscription's partitions
 * @param from first offset missing
 * @param to first offset not missing
 * @param why {@code retention} or {@code conflated}
 */
public record Gap(int slot, long from, long to, String why) implements Entry {
  @Override
  public int cost() {
    return Item.OVERHEAD_BYTES;
  }
}
