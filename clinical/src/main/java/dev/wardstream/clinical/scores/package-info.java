/**
 * Scores of a patient's state: NEWS2 and qSOFA. Each limit of a published chart is written here
 * once. Charted values go in, points come out; what is unknown stays unknown and widens the bounds.
 *
 * <p>NEWS2 is the work of the Royal College of Physicians: National Early Warning Score (NEWS) 2,
 * London: RCP, 2017.
 *
 * <p>Pure functions and values; any thread may use them.
 */
@NullMarked
package dev.wardstream.clinical.scores;

import org.jspecify.annotations.NullMarked;
