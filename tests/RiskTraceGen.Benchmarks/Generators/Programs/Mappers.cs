using RiskTraceGen.Benchmarks.Compiler;

namespace RiskTraceGen.Benchmarks.Generators.Programs;

/// <summary>Mapperly: an annotated mapper for each file, whose mapping methods are counted as members.</summary>
internal sealed class Mappers : AnnotatedProgram
{
    public override string Name => "Mapperly";

    public override IReadOnlyList<string> References => [ExtensionFolder.File($"Generators/{Name}/lib", "Riok.Mapperly.Abstractions.dll")];

    public override (string Before, string After) MemberEdit => ("Map0(", "Convert0(");

    protected override string Usings => """
        using Riok.Mapperly.Abstractions;
        """;

    protected override string Declarations(int file, int members) => $$"""
        {{Lines(members, member => $$"""
            public sealed class Order{{file}}Number{{member}} { public string ContractId { get; set; } = ""; public int Size { get; set; } public decimal Price { get; set; } }
            public sealed class Order{{file}}Dto{{member}} { public string ContractId { get; set; } = ""; public int Size { get; set; } public decimal Price { get; set; } }
            """)}}

        [Mapper]
        public static partial class Mapper{{file}}
        {
        {{Lines(members, member => $"    public static partial Order{file}Dto{member} Map{member}(Order{file}Number{member} order);")}}
        }
        """;
}
