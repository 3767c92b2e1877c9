using RiskTraceGen.Benchmarks.Compiler;

namespace RiskTraceGen.Benchmarks.Generators.Programs;

/// <summary>CommunityToolkit.Mvvm: of twenty annotated members fifteen observable properties and five commands.</summary>
internal sealed class ViewModels : AnnotatedProgram
{
    public override string Name => "CommunityToolkit.Mvvm";

    public override IReadOnlyList<string> References => [ExtensionFolder.File($"Generators/{Name}/lib", "CommunityToolkit.Mvvm.dll")];

    public override (string Before, string After) MemberEdit => ("_price0;", "_cost0;");

    protected override string Usings => """
        using System.Threading.Tasks;
        using CommunityToolkit.Mvvm.ComponentModel;
        using CommunityToolkit.Mvvm.Input;
        """;

    protected override string Declarations(int file, int members)
    {
        int properties = members * 3 / 4;
        return $$"""
            public sealed partial class Position{{file}}ViewModel : ObservableObject
            {
            {{Lines(properties, member => $"    [ObservableProperty] private decimal _price{member};")}}

            {{Lines(members - properties, member => $"    [RelayCommand] private Task Close{member}Async(string contractId) => Task.CompletedTask;")}}
            }
            """;
    }
}
