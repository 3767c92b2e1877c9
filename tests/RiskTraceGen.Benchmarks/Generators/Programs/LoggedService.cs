using Microsoft.Extensions.Logging;

namespace RiskTraceGen.Benchmarks.Generators.Programs;

/// <summary>The generator of Microsoft.Extensions.Logging.Abstractions.</summary>
internal sealed class LoggedService : AnnotatedProgram
{
    public override string Name => "LoggerMessage";

    public override IReadOnlyList<string> References => [typeof(ILogger).Assembly.Location];

    public override (string Before, string After) MemberEdit => ("Placed 0: {contractId}", "Placed the order 0: {contractId}");

    protected override string Usings => """
        using Microsoft.Extensions.Logging;
        """;

    protected override string Declarations(int file, int members) => $$"""
        public static partial class Log{{file}}
        {
        {{Lines(members, member => $$"""
                [LoggerMessage(EventId = {{member}}, Level = LogLevel.Information, Message = "Placed {{member}}: {contractId}, {size} at {price}")]
                public static partial void Placed{{member}}(ILogger logger, string contractId, int size, decimal price);
            """)}}
        }
        """;
}
