package vn.dondoc;

import org.junit.platform.suite.api.IncludeTags;
import org.junit.platform.suite.api.SelectPackages;
import org.junit.platform.suite.api.Suite;

/**
 * All tests that are {@link WholeProvinceSimulated}, in one process: two would each simulate it.
 */
@Suite
@SelectPackages("vn.dondoc")
@IncludeTags(WholeProvinceSimulated.TAG)
class WholeProvinceSuite {}
