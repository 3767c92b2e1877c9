using RiskTraceGen.Tool;
using RiskTraceGen.Tool.Commands;
using RiskTraceGen.Tool.Output;

using var terminal = Terminal.OfProcess();
return await ToolCommand.RunAsync(args, terminal, CancellationToken.None);
