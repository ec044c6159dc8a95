/**
 * Shows figures: as text, as JSON, as a page with a picture, and differences as a table. Pure
 * functions from a {@link Report}; the same report gives the same bytes.
 */
@NullMarked
package dev.wardstream.cli.evaluate.report;

import org.jspecify.annotations.NullMarked;
