using RiskTraceGen.Benchmarks.Compiler;

namespace RiskTraceGen.Benchmarks.Generators.Programs;

/// <summary>Mediator: its members are requests with their handlers, found by the interfaces that they implement.</summary>
internal sealed class Handlers : AnnotatedProgram
{
    public override string Name => "Mediator";

    public override IReadOnlyList<string> References
        => [ExtensionFolder.File($"Generators/{Name}/lib", "Mediator.dll"), typeof(Microsoft.Extensions.DependencyInjection.IServiceCollection).Assembly.Location];

    public override (string Before, string After) MemberEdit => ("Place0Number0", "Place0First");

    protected override string Usings => """
        using System.Threading;
        using System.Threading.Tasks;
        using Mediator;
        """;

    protected override string Declarations(int file, int members) => $$"""
        public sealed record Placed{{file}}(bool Success, string? OrderId);

        {{Lines(members, member => $$"""
            public sealed record Place{{file}}Number{{member}}(string ContractId, int Size) : IRequest<Placed{{file}}>;

            public sealed class Place{{file}}Handler{{member}} : IRequestHandler<Place{{file}}Number{{member}}, Placed{{file}}>
            {
                public ValueTask<Placed{{file}}> Handle(Place{{file}}Number{{member}} request, CancellationToken cancellationToken) => new(new Placed{{file}}(true, request.ContractId));
            }
            """)}}
        """;
}
