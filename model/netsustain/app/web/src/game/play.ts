import { mount } from "svelte";
import Phone from "./Phone.svelte";
import "../app.css";
import "./phone/phone.css";

mount(Phone, { target: document.getElementById("app")! });
