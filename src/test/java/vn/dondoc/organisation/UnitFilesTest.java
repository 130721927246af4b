package vn.dondoc.organisation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.FileSystemResource;
import org.springframework.core.io.Resource;

class UnitFilesTest {

  private static final String TINH = "tinh,UBND tỉnh,PROVINCE,,tinh@example.org";
  private static final String SO = "so,Sở A,AGENCY,tinh,";

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "so-b,Sở B,AGENCY,tinh              | số cột không khớp với dòng tiêu đề",
        ",Sở B,AGENCY,tinh,                 | thiếu «code»",
        "so b,Sở B,AGENCY,tinh,             | «so b»",
        "so,Sở B,AGENCY,tinh,               | mã «so» đã có ở dòng 3",
        "so-b,,AGENCY,tinh,                 | thiếu «name»",
        "so-b,Sở B,OFFICE,tinh,             | loại đơn vị không có trong quy định: «OFFICE»",
        "so-b,Sở B,AGENCY,,                 | thiếu cấp trên của «so-b»",
        "so-b,Sở B,AGENCY,so-c,             | không có đơn vị cấp trên nào mang mã «so-c»",
        "so-b,Sở B,AGENCY,so-b,             | cấp trên quay vòng: so-b → so-b",
        "so-b,Sở B,AGENCY,tinh,example.org  | địa chỉ thư không hợp lệ: «example.org»",
        "tinh-b,UBND tỉnh B,PROVINCE,,      | đã có đơn vị cấp tỉnh khác: «tinh»",
        "tinh-b,UBND tỉnh B,PROVINCE,tinh,  | đã có đơn vị cấp tỉnh khác: «tinh»"
      })
  void namesFileLineAndReasonOfABadUnit(String row, String reason) {
    assertThatThrownBy(() -> UnitFiles.read(DataFiles.units(TINH, SO, row), List.of()).orThrow())
        .isInstanceOf(BadDataFile.class)
        .hasMessageStartingWith("Tệp units-a.csv, dòng 4: ")
        .hasMessageContaining(reason);
  }

  @Test
  void refusesALongerCycleAndAProvinceBelowAnother() {
    assertThatThrownBy(
            () ->
                UnitFiles.read(DataFiles.units(TINH, "a,A,AGENCY,b,", "b,B,AGENCY,a,"), List.of())
                    .orThrow())
        .hasMessage("Tệp units-a.csv, dòng 3: cấp trên quay vòng: a → b → a");
    assertThatThrownBy(
            () ->
                UnitFiles.read(DataFiles.units("tinh,UBND tỉnh,PROVINCE,so,", SO), List.of())
                    .orThrow())
        .hasMessage("Tệp units-a.csv, dòng 2: đơn vị cấp tỉnh không có cấp trên");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "412,Vinh,thành phố,16663,Lê Lợi,phường  | mã «xa-16663» đã có ở dòng 2",
        "412,Vinh,thị xã,16666,Lê Lợi,phường     | «huyen-412» đã mang tên «UBND thành phố Vinh»",
        "413,Cửa Lò,khu,16666,Lê Lợi,phường      | «khu»",
        "412,Vinh,thành phố,16666,Lê Lợi,làng    | «làng»",
        "412,Vinh,thành phố,,Lê Lợi,phường       | thiếu «commune_code»",
        "412,Vinh,thành phố,16666,,phường        | thiếu «commune_name»",
        "412,Vinh,thành phố,16666,Lê Lợi         | số cột không khớp"
      })
  void namesFileLineAndReasonOfABadCommune(String row, String reason) {
    Resource file = DataFiles.districtsFile("412,Vinh,thành phố,16663,Đông Vĩnh,phường", row);

    assertThatThrownBy(
            () ->
                UnitFiles.read(
                        new OrganisationSettings(
                            List.of(DataFiles.unitsFile(TINH)), List.of(file), List.of()),
                        List.of())
                    .orThrow())
        .isInstanceOf(BadDataFile.class)
        .hasMessageStartingWith("Tệp districts.csv, dòng 3: ")
        .hasMessageContaining(reason);
  }

  @Test
  void refusesTheSameCodeInTwoFilesAndNamesBoth() {
    OrganisationSettings settings =
        new OrganisationSettings(
            List.of(DataFiles.unitsFile(TINH, "huyen-412,UBND TP Vinh,DISTRICT,tinh,")),
            List.of(DataFiles.districtsFile("412,Vinh,thành phố,16663,Đông Vĩnh,phường")),
            List.of());

    assertThatThrownBy(() -> UnitFiles.read(settings, List.of()).orThrow())
        .hasMessage("Tệp districts.csv, dòng 2: mã «huyen-412» đã có ở tệp units-a.csv, dòng 3");
  }

  @Test
  void refusesDistrictsWithoutAProvince() {
    OrganisationSettings settings =
        new OrganisationSettings(
            List.of(),
            List.of(DataFiles.districtsFile("412,Vinh,thành phố,16663,Đông Vĩnh,phường")),
            List.of());

    assertThatThrownBy(() -> UnitFiles.read(settings, List.of()).orThrow())
        .hasMessageStartingWith("Tệp districts.csv, dòng 2: chưa có đơn vị cấp tỉnh");
  }

  @Test
  void namesAColumnOrAFileThatIsMissing() {
    Resource short1 = DataFiles.file("units-a.csv", "code,name,kind,email");
    assertThatThrownBy(
            () ->
                UnitFiles.read(
                        new OrganisationSettings(List.of(short1), List.of(), List.of()), List.of())
                    .orThrow())
        .hasMessage("Tệp units-a.csv, dòng 1: thiếu cột «superior»");
    Resource absent = new FileSystemResource("khong-co.csv");
    assertThatThrownBy(
            () ->
                UnitFiles.read(
                        new OrganisationSettings(List.of(absent), List.of(), List.of()), List.of())
                    .orThrow())
        .isInstanceOf(BadDataFile.class)
        .hasMessageStartingWith("Tệp khong-co.csv: không đọc được");
  }

  @Test
  void ordersSuperiorsFirstAndAcceptsOneThatOnlyTheTableKnows() {
    Unit present = new Unit("chi-cuc", "Chi cục", Kind.AGENCY, "tinh", null);

    assertThat(
            UnitFiles.read(
                    DataFiles.units("doi,Đội,AGENCY,chi-cuc,", "so,Sở,AGENCY,tinh,", TINH),
                    List.of(present))
                .orThrow())
        .extracting(Unit::code)
        .containsExactly("tinh", "so", "doi");
  }
}
