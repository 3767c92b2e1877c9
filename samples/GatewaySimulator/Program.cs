using GatewaySimulator.CommandLine;

return await SimulatorCommand.RunAsync(args);
