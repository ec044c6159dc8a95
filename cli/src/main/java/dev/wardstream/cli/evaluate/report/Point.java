package dev.wardstream.cli.evaluate.report;

import dev.wardstream.cli.evaluate.figures.Group;
import dev.wardstream.cli.evaluate.figures.Proportion;

/**
 * One mark of the picture.
 *
 * @param number of the group in the key, the same for both rule sets
 * @param colour of its family: an index, or -1 for the whole rule set
 * @param hollow whether it is of rule set B
 * @param perDay where it stands from left to right, 0 or more
 * @param sensitivity where it stands from bottom to top
 */
record Point(
    int number, Group group, int colour, boolean hollow, double perDay, Proportion sensitivity) {

  /** The CSS class that gives it its colour. */
  String style() {
    return (colour < 0 ? "fw" : "f" + colour) + (hollow ? " hollow" : "");
  }

  String name() {
    return Say.family(group) + " " + Say.from(group);
  }
}
